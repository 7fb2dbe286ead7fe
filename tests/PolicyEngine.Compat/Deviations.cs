namespace PolicyEngine.Compat;

/// <summary>The documented differences, in the words of docs/compatibility.md.</summary>
internal static class Deviations
{
    public const string Missing = "missing data answers undetermined, not false";
    public const string Fault = "a rule that cannot be computed answers undetermined with the fault, not false";
    public const string OwnWords = "system errors are worded by us and never take the place of a rule's message";
    public const string EveryReason = "every rule gives a reason, also where RulesEngine gives an empty message";
    public const string NoSettings = "the settings of RulesEngine are not offered; scoped params are on and names match in any case";
    public const string MissingOutput = "a rule whose output is missing is undetermined: nothing is granted without saying what";
    public const string Computed = "an expression that RulesEngine cannot bind to untyped inputs is computed";
    public const string Decimals = "numbers are decimals, so a division keeps its fraction";
    public const string EveryNested = "every nested rule is evaluated and explained, also where RulesEngine is set to stop at the first that decides";
    public const string ActionRun = "an action that RulesEngine cannot run is run";
    public const string NestedPlaceholders = "`$(a.b.c)` shows nested values and outputs";
    public const string MissingItem = "an item that is not there is missing, not a zero";
    public const string NullMembers = "members written as `null` count as left out";
    public const string InjectedBeside = "a rule's `WorkflowsToInject` adds rules beside its nested ones";
    public const string NameInBrackets = "`x[\"name\"]` reads the member wherever it stands";
    public const string OperatorCase = "an `Operator` is taken in any case";
    public const string UnusedParams = "a param is computed when it is read: one that nothing reads cannot fail a rule";
    public const string AdditionalInputs = "additional inputs see those before them";
    public const string Sums = "`Sum()` and `Average()` of all items are computed, whatever the list";
}
