namespace AutoScale.Diagnoses;

/// <summary>A finding in plain words.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Text">One or a few sentences.</param>
public sealed record DiagnosisSentence(DiagnosisTopic Topic, string Text);
