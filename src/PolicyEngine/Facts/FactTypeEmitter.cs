using System.Reflection;
using System.Reflection.Emit;

namespace PolicyEngine.Facts;

/// <summary>
/// Emits the CLR type of an object schema, with a public field per fact. The fields are not nullable: expressions over complete facts then read like
/// hand-written code, and Microsoft's RulesEngine can run on the same instances. Presence words beside the fields say which values are missing
/// (<see cref="FactLayout"/>).
/// </summary>
internal sealed class FactTypeEmitter
{
    private const TypeAttributes Plain = TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class;

    // One collectible assembly per root: types that refer to each other must share it, and the types of an unused model can be collected.
    private readonly ModuleBuilder _module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("facts"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("facts");

    /// <summary>Emits a fact type, with each field at the offset of its slot.</summary>
    /// <param name="name">The type name, which the parser shows in messages.</param>
    /// <param name="fields">Field names with their CLR types. Emitted types among them must come from this emitter.</param>
    public Type EmitFacts(string name, IReadOnlyList<(string Name, Type Type)> fields)
    {
        var builder = _module.DefineType(name, Plain | TypeAttributes.ExplicitLayout, typeof(FactObject));
        for (var slot = 0; slot < fields.Count; slot++)
            Define(builder, fields[slot].Name, fields[slot].Type, FactLayout.PlaceOf(slot));
        foreach (var slot in FactLayout.Words(fields.Count))
            Define(builder, FactLayout.FieldOf(slot), typeof(long), FactLayout.WordOf(slot));
        return builder.CreateType();
    }

    /// <summary>Emits a type for values that are not facts.</summary>
    /// <param name="name">The type name, which the parser shows in messages.</param>
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
