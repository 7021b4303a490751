namespace AutoScale.Weighting;

/// <summary>When GradVac's similarity target of a pair moves towards the similarity it met.</summary>
public enum TargetUpdate
{
    /// <summary>Whenever the pair meets.</summary>
    Always,

    /// <summary>Only when the gradient was altered.</summary>
    WhenAltered,
}
