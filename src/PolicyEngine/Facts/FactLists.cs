using System.Runtime.CompilerServices;

namespace PolicyEngine.Facts;

/// <summary>Creates lists of an emitted type as quickly as code that knows the type, which <see cref="Array"/> does not; no code is translated for it.</summary>
internal abstract class FactLists
{
    /// <summary>Creates lists of a type.</summary>
    public static FactLists Of(Type type) => (FactLists)RuntimeHelpers.GetUninitializedObject(typeof(Lists<>).MakeGenericType(type));

    /// <summary>A new list for instances, all of them still missing.</summary>
    public abstract FactObject[] Create(int count);

    private sealed class Lists<T> : FactLists
        where T : FactObject
    {
        public override FactObject[] Create(int count) => new T[count];
    }
}
