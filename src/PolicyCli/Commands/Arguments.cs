using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PolicyCli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Arguments
{
    /// <summary>Creates the argument for folders of documents; default: the current folder.</summary>
    public static Argument<DirectoryInfo[]> Folders() => new("folders")
    {
        Description = "folders with models, policies, schemes and templates at any depth, all checked against each other",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [new DirectoryInfo(".")],
    };

    /// <summary>Creates the argument for the files with the facts of subjects.</summary>
    public static Argument<string[]> Facts() => new("facts")
    {
        Description = "JSON files of one subject, NDJSON files of many, or - for lines on standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Creates the option for the settings file of the service for which the documents are meant.</summary>
    public static Option<FileInfo?> Settings() => new("--settings")
    {
        Description = "the service's settings file (appsettings.json), whose section `Limits` limits the contents of documents; the defaults if not given",
    };

    /// <summary>Creates the option for folders of documents, for commands with other arguments.</summary>
    public static Option<DirectoryInfo[]> Documents() => new("--documents", "-d")
    {
        Description = "folders with the documents, at any depth; may be repeated",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [new DirectoryInfo("policies"), new DirectoryInfo("report-templates")],
    };

    /// <summary>Checks that exactly one of two options is given.</summary>
    public static Action<CommandResult> EitherOf(Option<string?> policy, Option<string?> scheme) => result =>
    {
        if (result.GetValue(policy) is null == result.GetValue(scheme) is null)
            result.AddError("Give --policy or --scheme, and not both.");
    };

    /// <summary>Reads a day such as <c>2027-01-01</c>.</summary>
    public static DateOnly? Day(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"`{result.Tokens[0].Value}` is not a day; write one such as 2027-01-01");
        return null;
    }

    /// <summary>Creates an option for a number from 0 to 1; default: 0.</summary>
    public static Option<decimal> Share(string name, string description)
    {
        var option = new Option<decimal>(name) { Description = description, DefaultValueFactory = _ => 0, CustomParser = Read };
        return option;

        static decimal Read(ArgumentResult result)
        {
            if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
                return share;
            result.AddError($"`{result.Tokens[0].Value}` is not a share; write a number from 0 to 1, such as 0.9");
            return 0;
        }
    }
}
