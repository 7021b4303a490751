using AutoScale.Runs;
using AutoScale.Studies.Analyses;

namespace AutoScale.Studies.Tests.Analyses;

public sealed class MeasureCourseTests
{
    [Fact]
    public void Over_ShortRun_KeepsEveryStep()
    {
        AnalysisSeries series = MeasureCourse.Over([Course(4, (1, 2), (2, 4), (4, 9))]);

        Assert.Equal(5, series.Mean);
        Assert.Equal((3, 0), (series.Steps, series.Undefined));
        Assert.Equal([new AnalysisPoint(1, 2), new AnalysisPoint(2, 4), new AnalysisPoint(4, 9)], series.Points);
    }

    [Fact]
    public void Over_LongRun_AveragesStretchesOfNeighbours()
    {
        AnalysisSeries series = MeasureCourse.Over([Course(600, [.. Enumerable.Range(1, 600).Select(iteration => (iteration, (double)iteration))])]);

        Assert.Equal(60, series.Points.Count);
        Assert.Equal(new AnalysisPoint(6, 5.5), series.Points[0]); // Iterations 1 to 10.
        Assert.Equal(new AnalysisPoint(596, 595.5), series.Points[^1]);
        Assert.Equal(300.5, series.Mean);
    }

    [Fact]
    public void Over_SeedsOfDifferentLength_CountEachSeedTheSame()
    {
        AnalysisSeries series = MeasureCourse.Over([Course(4, (1, 2), (2, 4)), Course(4, (1, 10))]);

        Assert.Equal((3 + 10) / 2.0, series.Mean);
        Assert.Equal([new AnalysisPoint(1, 6), new AnalysisPoint(2, 4)], series.Points);
    }

    [Fact]
    public void Over_UndefinedAndInfinite_AreCountedAndLeftOut()
    {
        AnalysisSeries series = MeasureCourse.Over([Course(4, (1, double.NaN), (2, double.PositiveInfinity), (3, 7))]);

        Assert.Equal((7.0, 1, 2), (series.Mean, series.Steps, series.Undefined));
    }

    [Fact]
    public void Over_NothingDefined_HasNoMean()
    {
        AnalysisSeries series = MeasureCourse.Over([Course(4, (1, double.NaN))]);

        Assert.Equal((double.NaN, 0, 1), (series.Mean, series.Steps, series.Undefined));
        Assert.Empty(series.Points);
    }

    private static MeasureCourse Course(int iterations, params (int Iteration, double Value)[] steps)
    {
        MeasureCourse course = new(iterations);
        foreach ((int iteration, double value) in steps)
        {
            course.Add(iteration, value);
        }

        return course;
    }
}
