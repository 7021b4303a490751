namespace AutoScale.Cli.Commands;

/// <summary>How a run shows itself.</summary>
internal enum RunReporting
{
    /// <summary>Plain lines now and then.</summary>
    Plain,

    /// <summary>A live display on a terminal.</summary>
    Live,

    /// <summary>One JSON object a line.</summary>
    Json,
}
