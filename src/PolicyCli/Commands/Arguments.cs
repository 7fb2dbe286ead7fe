using System.CommandLine;

namespace PolicyCli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Arguments
{
    /// <summary>The folders of documents; the current one unless given.</summary>
    public static Argument<DirectoryInfo[]> Folders() => new("folders")
    {
        Description = "hold models, policies, schemes and templates in any depth, all checked against each other",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [new DirectoryInfo(".")],
    };

    /// <summary>The settings of the service that is to take the documents.</summary>
    public static Option<FileInfo?> Settings() => new("--settings")
    {
        Description = "the settings file of the service (appsettings.json) whose section `Limits` says what a document may hold; the defaults unless given",
    };

    /// <summary>The folders of documents, beside other arguments.</summary>
    public static Option<DirectoryInfo[]> Documents() => new("--documents", "-d")
    {
        Description = "folders that hold the documents, in any depth; may be repeated",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [new DirectoryInfo("policies"), new DirectoryInfo("report-templates")],
    };
}
