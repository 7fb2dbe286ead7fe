using System.Reflection;
using System.Reflection.Emit;

namespace PolicyEngine.Facts;

/// <summary>
/// Emits the CLR type of an object schema: a public field per fact. The fields are not nullable, so that expressions over complete facts read like
/// hand-written ones (and Microsoft's engine can run on the same instances); flags beside them say what is missing (<see cref="FactLayout"/>).
/// </summary>
internal sealed class FactTypeEmitter
{
    private const TypeAttributes Plain = TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class;

    // One collectible assembly per root: types that refer to each other must share it, and an unused model
    // is collected.
    private readonly ModuleBuilder _module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("facts"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("facts");

    /// <summary>Emits a type of facts, with each field at the offset of its slot.</summary>
    /// <param name="name">The name shown by the parser in messages.</param>
    /// <param name="fields">Field names with their CLR types; emitted ones come from the same emitter.</param>
    public Type EmitFacts(string name, IReadOnlyList<(string Name, Type Type)> fields)
    {
        var builder = _module.DefineType(name, Plain | TypeAttributes.ExplicitLayout, typeof(FactObject));
        for (var slot = 0; slot < fields.Count; slot++)
            Define(builder, fields[slot].Name, fields[slot].Type, FactLayout.PlaceOf(slot));
        foreach (var slot in FactLayout.Words(fields.Count))
            Define(builder, FactLayout.FieldOf(slot), typeof(long), FactLayout.WordOf(slot));
        return builder.CreateType();
    }

    /// <summary>Emits a type of other values.</summary>
    /// <param name="name">The name shown by the parser in messages.</param>
    /// <param name="fields">Field names with their CLR types.</param>
    public Type EmitValues(string name, IEnumerable<(string Name, Type Type)> fields)
    {
        var builder = _module.DefineType(name, Plain);
        foreach (var (field, type) in fields)
            builder.DefineField(field, type, FieldAttributes.Public);
        return builder.CreateType();
    }

    private static void Define(TypeBuilder type, string name, Type value, int place) =>
        type.DefineField(name, value, FieldAttributes.Public).SetOffset(place);
}
