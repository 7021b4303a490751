using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Runs;

using Microsoft.Data.Sqlite;

namespace AutoScale.Studies.Store;

/// <summary>The runs of a study in one SQLite file, for its tables and for anyone with a database viewer. The run folders can rebuild it at any time.</summary>
public sealed class RunStore : IDisposable
{
    private const int Version = 3;
    private const string Schema = """
        CREATE TABLE runs (
            folder TEXT PRIMARY KEY, label TEXT NOT NULL, method TEXT NOT NULL, tasks TEXT NOT NULL, seed INTEGER NOT NULL, error TEXT, weights TEXT NOT NULL,
            best_iteration INTEGER NOT NULL, seconds_per_iteration REAL NOT NULL, processor_seconds_per_iteration REAL NOT NULL, seconds REAL NOT NULL, peak_memory INTEGER NOT NULL, selection_score REAL);
        CREATE TABLE results (
            folder TEXT NOT NULL REFERENCES runs (folder) ON DELETE CASCADE, task TEXT NOT NULL, position INTEGER NOT NULL, metric TEXT NOT NULL,
            unit TEXT NOT NULL, value REAL, higher_is_better INTEGER NOT NULL, loss REAL, PRIMARY KEY (folder, task, position));
        """;

    private readonly SqliteConnection _connection;

    /// <summary>Opens the store; one of another version, or that is no database, is made anew.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public RunStore(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _connection = Connect(path);
        if (FoundVersion() != Version)
        {
            _connection.Dispose();
            File.Delete(path);
            _connection = Connect(path);
            Execute($"{Schema} PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)};");
        }
    }

    /// <summary>Adds a run, or replaces it.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Put(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            Write(run);
        }
        catch (SqliteException exception)
        {
            throw Fault(_connection.DataSource, "written", exception);
        }
    }

    private void Write(StoredRun run)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        Execute("DELETE FROM runs WHERE folder = $folder", ("$folder", run.Folder));
        Execute(
            "INSERT INTO runs VALUES ($folder, $label, $method, $tasks, $seed, $error, $weights, $best, $step, $processor, $seconds, $memory, $score)",
            ("$folder", run.Folder),
            ("$label", run.Label),
            ("$method", run.Method),
            ("$tasks", new JsonArray([.. run.Tasks.Select(task => (JsonNode)task)]).ToJsonString()),
            ("$seed", run.Seed),
            ("$error", run.Error),
            ("$weights", RecordJson.Numbers(run.Weights).ToJsonString()),
            ("$best", run.BestIteration),
            ("$step", run.SecondsPerIteration),
            ("$processor", run.ProcessorSecondsPerIteration),
            ("$seconds", run.Seconds),
            ("$memory", run.PeakMemory),
            ("$score", Finite(run.SelectionScore)));
        foreach (TaskEvaluation task in run.Test)
        {
            for (int position = 0; position < task.Metrics.Count; position++)
            {
                MetricValue metric = task.Metrics[position];
                Execute(
                    "INSERT INTO results VALUES ($folder, $task, $position, $metric, $unit, $value, $higher, $loss)",
                    ("$folder", run.Folder),
                    ("$task", task.Task),
                    ("$position", position),
                    ("$metric", metric.Name),
                    ("$unit", metric.Unit),
                    ("$value", Finite(metric.Value)),
                    ("$higher", metric.HigherIsBetter),
                    ("$loss", Finite(task.Loss)));
            }
        }

        transaction.Commit();
    }

    /// <summary>Every run, by folder.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<StoredRun> All()
    {
        List<StoredRun> runs = [];
        using SqliteCommand command = Command("SELECT * FROM runs ORDER BY folder");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            string[] tasks = [.. JsonNode.Parse(row.GetString(3))!.AsArray().Select(task => (string)task!)];
            runs.Add(new StoredRun
            {
                Folder = row.GetString(0),
                Label = row.GetString(1),
                Method = row.GetString(2),
                Tasks = tasks,
                Seed = row.GetInt32(4),
                Error = row.IsDBNull(5) ? null : row.GetString(5),
                Weights = RecordJson.Values(JsonNode.Parse(row.GetString(6))!),
                BestIteration = row.GetInt32(7),
                SecondsPerIteration = row.GetDouble(8),
                ProcessorSecondsPerIteration = row.GetDouble(9),
                Seconds = row.GetDouble(10),
                PeakMemory = row.GetInt64(11),
                SelectionScore = Number(row, 12),
                Test = Results(row.GetString(0), tasks),
            });
        }

        return runs;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private List<TaskEvaluation> Results(string folder, string[] tasks)
    {
        List<TaskEvaluation> results = [];
        foreach (string task in tasks)
        {
            using SqliteCommand command = Command(
                "SELECT metric, unit, value, higher_is_better, loss FROM results WHERE folder = $folder AND task = $task ORDER BY position", ("$folder", folder), ("$task", task));
            using SqliteDataReader row = command.ExecuteReader();
            List<MetricValue> metrics = [];
            double loss = double.NaN;
            while (row.Read())
            {
                metrics.Add(new MetricValue(row.GetString(0), row.GetString(1), Number(row, 2), row.GetBoolean(3)));
                loss = Number(row, 4);
            }

            if (metrics.Count > 0)
            {
                results.Add(new TaskEvaluation(task, loss, metrics));
            }
        }

        return results;
    }

    private static SqliteConnection Connect(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Fault(path, "opened", exception);
        }
    }

    private static IOException Fault(string path, string what, SqliteException exception) => new(
        $"The study's database {path} cannot be {what}: {exception.Message.TrimEnd('.')}. It holds nothing that the run folders do not: remove it and give the same command again, and it is made anew.", exception);

    private int FoundVersion()
    {
        try
        {
            using SqliteCommand command = Command("PRAGMA user_version;");
            return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SqliteException)
        {
            return -1; // No database at all: whatever it is, the run folders hold the truth.
        }
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using SqliteCommand command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static double Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);
}
