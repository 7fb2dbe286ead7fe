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
}
