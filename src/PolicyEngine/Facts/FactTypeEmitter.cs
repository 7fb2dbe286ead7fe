using System.Reflection;
using System.Reflection.Emit;

namespace PolicyEngine.Facts;

/// <summary>
/// Emits the CLR type of an object schema: a public field per fact and, for value types, a presence flag beside it.
/// The fields are not nullable, so that expressions over complete facts read like hand-written ones (and Microsoft's
/// engine can run on the same instances); what is missing stays visible in the flags.
/// </summary>
internal sealed class FactTypeEmitter
{
    // One collectible assembly per root: types that refer to each other must share it, and a model that nobody uses
    // any more costs nothing.
    private readonly ModuleBuilder _module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("facts"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("facts");

    /// <summary>Emits a type.</summary>
    /// <param name="name">The name shown by the parser in messages.</param>
    /// <param name="fields">Field names with their CLR types; emitted ones come from the same emitter.</param>
    public Type Emit(string name, IReadOnlyList<(string Name, Type Type)> fields)
    {
        var builder = _module.DefineType(
            name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(FactObject));
        var constructor = builder.DefineDefaultConstructor(MethodAttributes.Public);
        EmitCreation(builder, constructor);

        var values = fields.Select(f => builder.DefineField(f.Name, f.Type, FieldAttributes.Public)).ToArray();
        var flags = fields
            .Select(f => f.Type.IsValueType ? builder.DefineField(PresenceField(f.Name), typeof(bool), FieldAttributes.Public) : null)
            .ToArray();

        EmitSetter(builder, nameof(FactObject.SetNumber), typeof(decimal), values, flags);
        EmitSetter(builder, nameof(FactObject.SetBoolean), typeof(bool), values, flags);
        EmitSetter(builder, nameof(FactObject.SetDate), typeof(DateTime), values, flags);
        EmitSetter(builder, nameof(FactObject.SetReference), typeof(object), values, flags);
        EmitGetter(builder, nameof(FactObject.GetNumber), typeof(decimal), values, flags);
        EmitGetter(builder, nameof(FactObject.GetBoolean), typeof(bool), values, flags);
        EmitGetter(builder, nameof(FactObject.GetDate), typeof(DateTime), values, flags);
        EmitGetter(builder, nameof(FactObject.GetReference), typeof(object), values, flags);
        return builder.CreateType();
    }

    /// <summary>The name of the presence flag beside a field; no expression can spell it.</summary>
    public static string PresenceField(string field) => "?" + field;

    private static bool Handles(Type accessor, Type field) => accessor == typeof(object) ? !field.IsValueType : accessor == field;

    private static void EmitCreation(TypeBuilder type, ConstructorBuilder constructor)
    {
        var one = Override(type, nameof(FactObject.CreateInstance), typeof(FactObject), []);
        one.Emit(OpCodes.Newobj, constructor);
        one.Emit(OpCodes.Ret);
        var list = Override(type, nameof(FactObject.CreateList), typeof(FactObject[]), [typeof(int)]);
        list.Emit(OpCodes.Ldarg_1);
        list.Emit(OpCodes.Newarr, type);
        list.Emit(OpCodes.Ret);
    }

    private static void EmitSetter(TypeBuilder type, string method, Type value, FieldBuilder[] values, FieldBuilder?[] flags)
    {
        var il = Override(type, method, typeof(void), [typeof(int), value]);
        EmitSwitch(il, value, values, slot =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_2);
            if (value == typeof(object))
                il.Emit(OpCodes.Castclass, values[slot].FieldType);
            il.Emit(OpCodes.Stfld, values[slot]);
            if (flags[slot] is { } flag)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4_1);
                il.Emit(OpCodes.Stfld, flag);
            }

            il.Emit(OpCodes.Ret);
        });
    }

    private static void EmitGetter(TypeBuilder type, string method, Type value, FieldBuilder[] values, FieldBuilder?[] flags)
    {
        var result = value == typeof(object) ? value : typeof(Nullable<>).MakeGenericType(value);
        var il = Override(type, method, result, [typeof(int)]);
        EmitSwitch(il, value, values, slot =>
        {
            if (flags[slot] is { } flag)
                EmitNullable(il, result, value, values[slot], flag);
            else
                EmitField(il, values[slot]);
            il.Emit(OpCodes.Ret);
        });
    }

    private static void EmitNullable(ILGenerator il, Type result, Type value, FieldBuilder field, FieldBuilder flag)
    {
        var missing = il.DefineLabel();
        var end = il.DefineLabel();
        var empty = il.DeclareLocal(result);
        EmitField(il, flag);
        il.Emit(OpCodes.Brfalse, missing);
        EmitField(il, field);
        il.Emit(OpCodes.Newobj, result.GetConstructor([value])!);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(missing);
        il.Emit(OpCodes.Ldloca, empty);
        il.Emit(OpCodes.Initobj, result);
        il.Emit(OpCodes.Ldloc, empty);
        il.MarkLabel(end);
    }

    private static void EmitField(ILGenerator il, FieldBuilder field)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
    }

    private static ILGenerator Override(TypeBuilder type, string method, Type result, Type[] parameters)
    {
        var builder = type.DefineMethod(
            method, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, result, parameters);
        return builder.GetILGenerator();
    }

    /// <summary>A jump table over the slots; a slot of another type is a programming error and throws.</summary>
    private static void EmitSwitch(ILGenerator il, Type accessor, FieldBuilder[] values, Action<int> emitSlot)
    {
        var wrong = il.DefineLabel();
        var labels = values.Select(v => Handles(accessor, v.FieldType) ? il.DefineLabel() : wrong).ToArray();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, labels);
        il.MarkLabel(wrong);
        il.Emit(OpCodes.Ldstr, "the slot is not of the type asked for");
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (labels[slot] == wrong)
                continue;
            il.MarkLabel(labels[slot]);
            emitSlot(slot);
        }
    }
}
