using System.CommandLine;

namespace PolicyCli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Arguments
{
    /// <summary>The folder of documents; the current one unless given.</summary>
    public static Argument<DirectoryInfo> Folder() => new("folder")
    {
        Description = "holds models, policies, schemes and templates in any depth",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };
}
