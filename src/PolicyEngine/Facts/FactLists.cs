using System.Runtime.CompilerServices;

namespace PolicyEngine.Facts;

/// <summary>
/// Creates arrays of an emitted type as fast as code that knows the type at compile time; <see cref="Array"/> is slower. All types share its code, so nothing
/// is compiled for a new one.
/// </summary>
internal abstract class FactLists
{
    /// <summary>Returns the factory for arrays of a type.</summary>
    public static FactLists Of(Type type) => (FactLists)RuntimeHelpers.GetUninitializedObject(typeof(Lists<>).MakeGenericType(type));

    /// <summary>Creates an array of the given length whose items are all <see langword="null"/>.</summary>
    public abstract FactObject[] Create(int count);

    private sealed class Lists<T> : FactLists
        where T : FactObject
    {
        public override FactObject[] Create(int count) => new T[count];
    }
}
