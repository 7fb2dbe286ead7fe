using PolicyEngine.Appraisals;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies;

/// <summary>A fact model with its emitted types, shared by all policies that read it.</summary>
internal sealed class CompiledModel
{
    private readonly FactModel _model;
    private readonly int _id;
    private readonly int _name;
    private readonly int _level;
    private readonly int _year;

    /// <summary>Compiles a model.</summary>
    public CompiledModel(VersionedDocument version)
    {
        Version = version;
        _model = (FactModel)version.Document;
        Shape = FactShape.Create(_model.Schema, _model.Input);
        _id = SlotOf(_model.About.Id);
        _name = SlotOf(_model.About.Name);
        _level = SlotOf(_model.About.Level);
        _year = SlotOf(_model.About.Year);
    }

    /// <summary>The model's version.</summary>
    public VersionedDocument Version { get; }

    /// <summary>The emitted types of the facts.</summary>
    public FactShape Shape { get; }

    /// <summary>The name by which expressions reach the facts.</summary>
    public string Input => _model.Input;

    /// <summary>Whether a field is the one that holds the subject's id.</summary>
    public bool IsSubjectId(FactShape owner, string field) => ReferenceEquals(owner, Shape) && string.Equals(field, _model.About.Id, StringComparison.Ordinal);

    /// <summary>Returns the subject that facts are about.</summary>
    public AppraisalSubject SubjectOf(FactObject facts) => new(
        IdOf(facts) ?? string.Empty,
        Text(facts, _name),
        Text(facts, _level),
        (int?)(_year < 0 ? null : facts.GetNumber(_year)));

    /// <summary>Returns what was wrong with posted facts and what was ignored in them.</summary>
    public FactsReport ReportOf(PostedFacts posted) => new(posted.Faults, posted.Ignored, IdOf(posted.Facts));

    /// <summary>The same of facts that are new: of their person's id more is asked than that it can be read.</summary>
    public FactsReport AsNew(FactsReport report, ReadOnlySpan<byte> facts)
    {
        if (report.Subject is not { } id || SubjectIds.Violation(id) is not { } violation)
            return report;
        var fault = SubjectIds.Fault(facts, _model.About.Id, violation);
        return report.Faults.Any(f => string.Equals(f.Pointer, fault.Pointer, StringComparison.Ordinal))
            ? report
            : report with { Faults = [.. report.Faults.Append(fault).OrderBy(f => f.Line).ThenBy(f => f.Column)] };
    }

    private string? IdOf(FactObject facts) => (string?)facts.GetReference(_id);

    private static string? Text(FactObject facts, int slot) => slot < 0 ? null : (string?)facts.GetReference(slot);

    private int SlotOf(string? field) => field is null ? -1 : Shape.SlotOf(field);
}
