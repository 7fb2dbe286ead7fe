using System.Reflection;
using Mono.Cecil;

namespace PolicyApi.Tests.Architecture;

/// <summary>Which namespaces of an assembly use which others, read from the compiled code: what the source only names, in a comment or as a constant, does not count.</summary>
internal static class RoomGraph
{
    /// <summary>Every use of one room by another.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="root">The namespace whose child namespaces are the rooms.</param>
    public static IReadOnlyList<RoomUse> Of(Assembly assembly, string root)
    {
        var uses = new HashSet<RoomUse>();
        foreach (var type in ModuleDefinition.ReadModule(assembly.Location).GetTypes().Where(t => IsIn(Outermost(t), root)))
        {
            foreach (var used in UsedBy(type).SelectMany(Parts).Select(Outermost).Where(u => IsIn(u, root)))
                uses.Add(new RoomUse(Outermost(type).Namespace, used.Namespace, $"{Outermost(type).Name} uses {used.Name}"));
        }

        return [.. uses];
    }

    private static bool IsIn(TypeReference type, string root) =>
        type.Namespace == root || type.Namespace.StartsWith(root + '.', StringComparison.Ordinal);

    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Properties.SelectMany(p => p.CustomAttributes).Select(a => a.AttributeType),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference> UsedBy(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.CustomAttributes.Select(a => a.AttributeType),
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType).Concat(method.Body.Instructions.SelectMany(i => Named(i.Operand))) : [],
    ];

    private static IEnumerable<TypeReference> Named(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    // A list of a type, an array of it and a reference to it all use the type.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification of => Parts(of.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    // Async methods and lambdas are classes inside the class that has them.
    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}

/// <summary>One use of a room by another.</summary>
/// <param name="From">The namespace that uses.</param>
/// <param name="To">The namespace that is used.</param>
/// <param name="How">The types, in words.</param>
internal sealed record RoomUse(string From, string To, string How);
