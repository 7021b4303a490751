using System.CommandLine;
using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Studies.Configuration;
using AutoScale.Training.Methods;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

using Spectre.Console;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale methods [NAME]: the weighting methods, or one of them with all its options.</summary>
internal static class MethodsCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment)
    {
        Argument<string?> name = new("name") { Description = "Show one method with its options", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = SharedOptions.Json("Print JSON");
        Command command = new("methods", "Lists the methods that choose loss weights.") { name, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<MethodDescriptor> methods = parsed.GetValue(name) is { } one ? [TrainingMethodCatalogue.Find(one)] : TrainingMethodCatalogue.All;
            if (parsed.GetValue(json))
            {
                PrintJson(methods, environment);
            }
            else if (parsed.GetValue(name) is not null)
            {
                PrintOne(methods[0], environment);
            }
            else
            {
                PrintAll(methods, environment);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void PrintAll(IReadOnlyList<MethodDescriptor> methods, CommandEnvironment environment)
    {
        Table table = CommandOutput.Table("name", "what it does: needs; cost of a step; state; source");
        foreach (MethodDescriptor method in methods)
        {
            string facts = $"{ChoiceName.Of(method.Needs)}; {method.Cost.Split(';')[0]}; {State(method)}; {method.Source}";
            table.AddRow(new Text(method.Name), new Text($"{method.Summary}\n{facts}"));
        }

        CommandOutput.Write(environment, table);
        environment.Out.WriteLine("'autoscale methods NAME' shows a method's options.");
    }

    /// <summary>What the weights of a step depend on besides the step.</summary>
    private static string State(MethodDescriptor method) => (method.IsStateful, method.IsRandom) switch
    {
        (false, false) => "stateless",
        (true, false) => "remembers",
        (false, true) => "random",
        _ => "remembers, random",
    };

    private static void PrintOne(MethodDescriptor method, CommandEnvironment environment)
    {
        CommandOutput.Write(environment, new Text($"{method.Name}: {method.Title}. {method.Summary}\n"));
        environment.Out.WriteLine();
        Grid facts = new();
        facts.AddColumn(new GridColumn { Padding = new Padding(2, 0, 3, 0), NoWrap = true });
        facts.AddColumn(new GridColumn { Padding = new Padding(0) });
        facts.AddRow(new Text("needs"), new Text(ChoiceName.Of(method.Needs)));
        facts.AddRow(new Text("cost"), new Text(method.Cost));
        facts.AddRow(new Text("state"), new Text(State(method)));
        facts.AddRow(new Text("scale"), new Text($"{ChoiceName.Of(method.DefaultScale)} unless --weight-scale says otherwise"));
        facts.AddRow(new Text("heads"), new Text(method.HeadGradientNote));
        facts.AddRow(new Text("source"), new Text(method.Source));
        CommandOutput.Write(environment, facts);
        environment.Out.WriteLine();
        PrintOptions(method.Options, environment);
        environment.Out.WriteLine(method.Options.Count == 0 ? "It has no options of its own. Every method takes:" : "Every method also takes:");
        PrintOptions(DecoratorCatalogue.Options, environment);
        environment.Out.WriteLine("Set them with --set option=value, or under method-options in a configuration file.");
    }

    private static void PrintOptions(IReadOnlyList<OptionDescriptor> options, CommandEnvironment environment)
    {
        if (options.Count == 0)
        {
            return;
        }

        Table table = CommandOutput.Table("option", "default", "meaning", "valid");
        foreach (OptionDescriptor option in options)
        {
            table.AddRow(new Text(option.Name), new Text(option.Default ?? "required"), new Text(option.Meaning), new Text(option.Range));
        }

        CommandOutput.Write(environment, table);
    }

    private static void PrintJson(IReadOnlyList<MethodDescriptor> methods, CommandEnvironment environment)
    {
        JsonArray list = [];
        foreach (MethodDescriptor method in methods)
        {
            list.Add(new JsonObject
            {
                ["name"] = method.Name,
                ["title"] = method.Title,
                ["summary"] = method.Summary,
                ["needs"] = ChoiceName.Of(method.Needs),
                ["cost"] = method.Cost,
                ["remembers"] = method.IsStateful,
                ["random"] = method.IsRandom,
                ["source"] = method.Source,
                ["options"] = JsonText.Options(method.Options),
            });
        }

        JsonText.WriteLine(environment.Out, new JsonObject { ["methods"] = list, ["everyMethodTakes"] = JsonText.Options(DecoratorCatalogue.Options) });
    }
}
