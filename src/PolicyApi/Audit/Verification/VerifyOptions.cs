namespace PolicyApi.Audit.Verification;

/// <summary>The options of <c>verify</c> on the command line.</summary>
/// <param name="Heads">Files with signed heads.</param>
/// <param name="PublicKey">A file with the public key, in PEM, for which the heads must be signed; <see langword="null"/> to use the key in each head.</param>
/// <param name="Settings">The settings, as for the service.</param>
internal sealed record VerifyOptions(IReadOnlyList<string> Heads, string? PublicKey, string[] Settings)
{
    /// <summary>The command's name.</summary>
    public const string Command = "verify";

    /// <summary>Reads the command line; <see langword="null"/> if it requests something else.</summary>
    /// <exception cref="InvalidDataException">An option has no value.</exception>
    public static VerifyOptions? Read(string[] args)
    {
        if (args is not [Command, ..])
            return null;
        var (heads, settings) = (new List<string>(), new List<string>());
        string? publicKey = null;
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] is not ("--head" or "--public-key"))
            {
                settings.Add(args[i]);
                continue;
            }

            var option = args[i];
            var file = ++i < args.Length ? args[i] : throw new InvalidDataException($"`{option}` needs a file.");
            if (option == "--head")
                heads.Add(file);
            else
                publicKey = file;
        }

        return new VerifyOptions(heads, publicKey, [.. settings]);
    }
}
