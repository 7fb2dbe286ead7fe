using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PolicyEngine.Expressions.Running;

/// <summary>The paths that one evaluation read and found missing. Reused for later evaluations. The public field is for compiled code.</summary>
internal sealed class MissingPaths
{
    /// <summary>The number of recorded paths; setting it back discards those recorded since.</summary>
    public int Noted;

    private const int MostNotedKept = 4_096;

    private readonly List<string> _kept = [];
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    private string[] _noted = new string[16];

    /// <summary>Records a path if its value is missing. Called rarely, so it is not inlined, which keeps the code of expressions small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Miss(bool isKnown, string path)
    {
        if (!isKnown)
            Miss(path);
    }

    /// <summary>
    /// Keeps the paths recorded since a mark until the evaluation ends, each path once. With repeats, a param that reads another one twice
    /// would double them, and a chain of such params would fill the memory.
    /// </summary>
    public PathRange Keep(int mark)
    {
        var start = _kept.Count;
        _distinct.Clear();
        foreach (var path in _noted.AsSpan(mark, Noted - mark))
        {
            if (_distinct.Add(path))
                _kept.Add(path);
        }

        Noted = mark;
        return new PathRange(start, _kept.Count - start);
    }

    /// <summary>Records kept paths again, for another reader of the param.</summary>
    public void Repeat(PathRange range)
    {
        for (var i = 0; i < range.Count; i++)
            Miss(_kept[range.Start + i]);
    }

    /// <summary>Returns the paths of a range, in the order in which they were read.</summary>
    public IReadOnlyList<string> PathsOf(PathRange range) => range.Count == 0 ? [] : _kept.GetRange(range.Start, range.Count);

    /// <summary>Discards all paths.</summary>
    public void Clear()
    {
        Noted = 0;
        if (_kept.Count > 0)
            _kept.Clear();
    }

    /// <summary>Releases memory that few evaluations need.</summary>
    public void Trim()
    {
        if (_noted.Length > MostNotedKept)
            _noted = new string[16];
    }

    private void Miss(string path)
    {
        if (Noted == _noted.Length)
            Array.Resize(ref _noted, 2 * Noted);
        _noted[Noted++] = path;
    }
}

/// <summary>A range of kept paths.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathRange(int Start, int Count);
