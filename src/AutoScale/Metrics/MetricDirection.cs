namespace AutoScale.Metrics;

/// <summary>Which values of a metric speak for good loss weights.</summary>
public enum MetricDirection
{
    /// <summary>None by themselves: the values describe.</summary>
    None,

    /// <summary>Large ones.</summary>
    Higher,

    /// <summary>Small ones.</summary>
    Lower,

    /// <summary>Equal ones: a small spread over the tasks or pairs.</summary>
    Equal,
}
