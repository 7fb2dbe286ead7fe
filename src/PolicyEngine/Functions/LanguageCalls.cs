using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>Describes the calls that are part of the expression language itself.</summary>
internal static class LanguageCalls
{
    private static readonly FunctionArgument Condition = new("condition", "condition", new("what is asked of each item `x`", "对每一项 `x` 的判断"));
    private static readonly FunctionArgument Value = new("value", "value", new("what is taken of each item `x`", "取自每一项 `x` 的值"));
    private static readonly FunctionArgument Item = new("item", "value", new("the item looked for", "要查找的项"));
    private static readonly FunctionArgument Number = new("number", "number", new("the number", "数值"));
    private static readonly FunctionArgument HowMany = new("count", "number", new("how many, a whole number", "个数（整数）"));
    private static readonly FunctionArgument Other = new("other", "list", new("a list of the same kind", "同类的另一个列表"));
    private static readonly FunctionArgument Part = new("part", "text", new("the text looked for", "要查找的文字"));
    private static readonly FunctionArgument Text = new("text", "text", new("the text", "文字"));

    /// <summary>Every entry: conditions, lists, texts, numbers, dates.</summary>
    public static IReadOnlyList<FunctionEntry> All { get; } =
    [
        .. Conditions(), .. Lists(), .. Texts(), .. Numbers(), .. Dates(),
    ];

    private static IEnumerable<FunctionEntry> Conditions() =>
    [
        Of("in", "condition", "value in (a, b, …)", "condition", "whether a value is one of those listed", "数值是否在所列之中", "\"A\" in (\"S\", \"A\")", "true", Item),
        Of("iif", "condition", "iif(condition, whenTrue, whenFalse)", "value", "one of two values, by a condition; `condition ? a : b` is the same", "按条件取两个值之一，同 `条件 ? a : b`", "iif(85 >= 80, \"yes\", \"no\")", "yes",
            new("condition", "condition", new("the condition", "条件")), new("whenTrue", "value", new("the value when it holds", "成立时的值")), new("whenFalse", "value", new("the value when it does not", "不成立时的值"))),
        Of("np", "condition", "np(path, otherwise)", "value", "the value at a path, or another one when it is missing", "路径上的值，缺失时取备用值", "np(m.score, 0)", "0",
            new("path", "value", new("a path of facts", "事实的路径")), new("otherwise", "value", new("the value when it is missing", "缺失时的值"))),
    ];

    private static IEnumerable<FunctionEntry> Lists() =>
    [
        OnList("Any", "list.Any(x => condition)", "condition", "whether any item meets the condition; `Any()` whether there are items", "是否有任一项满足条件；`Any()` 表示列表非空", ".Any(x => x < 80)", "true", Condition),
        OnList("All", "list.All(x => condition)", "condition", "whether every item meets the condition", "是否每一项都满足条件", ".All(x => x >= 70)", "true", Condition),
        OnList("Count", "list.Count(x => condition)", "number", "how many items meet the condition; `Count()` how many there are", "满足条件的项数；`Count()` 为总项数", ".Count(x => x >= 80)", "2", Condition),
        OnList("Sum", "list.Sum(x => value)", "number", "the sum", "合计", ".Sum(x => x)", "245", Value),
        OnList("Average", "list.Average(x => value)", "number", "the mean; a fault for an empty list", "平均值，空列表报错", ".Average(x => x + 1.0)", "82.66666666666666666666666667", Value),
        OnList("Min", "list.Min(x => value)", "value", "the least value; a fault for an empty list", "最小值，空列表报错", ".Min()", "75", Value),
        OnList("Max", "list.Max(x => value)", "value", "the greatest value; a fault for an empty list", "最大值，空列表报错", ".Max()", "90", Value),
        OnList("Where", "list.Where(x => condition)", "list", "the items that meet the condition", "满足条件的各项", ".Where(x => x >= 80).Count()", "2", Condition),
        OnList("Select", "list.Select(x => value)", "list", "a value of each item", "由每一项取出的值", ".Select(x => x * 2).First()", "180", Value),
        OnList("SelectMany", "list.SelectMany(x => list)", "list", "the items of all the items' lists, one after another", "把各项的列表依次连成一个", ".SelectMany(x => m.lists).Count()", "0", Value),
        OnList("First", "list.First(x => condition)", "value", "the first item, or the first that meets the condition; a fault when there is none", "第一项，或满足条件的第一项；没有则报错", ".First(x => x < 90)", "75", Condition),
        OnList("FirstOrDefault", "list.FirstOrDefault(x => condition)", "value", "as `First`, and missing when there is none", "同 `First`，没有则视为缺失", ".FirstOrDefault(x => x > 80)", "90", Condition),
        OnList("Last", "list.Last(x => condition)", "value", "the last item, or the last that meets the condition; a fault when there is none", "最后一项，或满足条件的最后一项；没有则报错", ".Last()", "80", Condition),
        OnList("LastOrDefault", "list.LastOrDefault(x => condition)", "value", "as `Last`, and missing when there is none", "同 `Last`，没有则视为缺失", ".LastOrDefault(x => x > 85)", "90", Condition),
        OnList("OrderBy", "list.OrderBy(x => value)", "list", "the items, least value first", "按值升序排列", ".OrderBy(x => x).First()", "75", Value),
        OnList("OrderByDescending", "list.OrderByDescending(x => value)", "list", "the items, greatest value first", "按值降序排列", ".OrderByDescending(x => x).First()", "90", Value),
        OnList("Take", "list.Take(count)", "list", "the first items", "前若干项", ".Take(2).Sum()", "165", HowMany),
        OnList("Skip", "list.Skip(count)", "list", "the items after the first ones", "跳过前若干项", ".Skip(2).Sum()", "80", HowMany),
        OnList("Contains", "list.Contains(item)", "condition", "whether an item is in the list", "列表是否包含该项", ".Contains(75.0)", "true", Item),
        OnList("Distinct", "list.Distinct()", "list", "every item once", "去除重复项", ".Distinct().Count()", "3"),
        OnList("Concat", "list.Concat(other)", "list", "the items of both lists", "连接两个列表", ".Concat(new [] { 60.0 }).Count()", "4", Other),
        OnList("Union", "list.Union(other)", "list", "the items of both lists, each once", "两个列表的并集", ".Union(new [] { 75.0 }).Count()", "3", Other),
        OnList("Except", "list.Except(other)", "list", "the items that are not in the other list", "不在另一列表中的项", ".Except(new [] { 75.0 }).Count()", "2", Other),
        OnList("Intersect", "list.Intersect(other)", "list", "the items that are in both lists", "两个列表的交集", ".Intersect(new [] { 75.0 }).Count()", "1", Other),
        OnList("ToList", "list.ToList()", "list", "the list itself; written for RulesEngine's sake", "列表本身，为兼容 RulesEngine", ".ToList().Count()", "3"),
        OnList("ToArray", "list.ToArray()", "list", "the list itself; written for RulesEngine's sake", "列表本身，为兼容 RulesEngine", ".ToArray().Count()", "3"),
    ];

    private static IEnumerable<FunctionEntry> Texts() =>
    [
        OnText("Contains", "text.Contains(part)", "condition", "whether a text contains another", "文字是否包含另一段文字", "\"key account\".Contains(\"account\")", "true", Part),
        OnText("StartsWith", "text.StartsWith(part)", "condition", "whether a text begins with another", "文字是否以另一段文字开头", "\"上海市\".StartsWith(\"上海\")", "true", Part),
        OnText("EndsWith", "text.EndsWith(part)", "condition", "whether a text ends with another", "文字是否以另一段文字结尾", "\"上海市\".EndsWith(\"市\")", "true", Part),
        OnText("IndexOf", "text.IndexOf(part)", "number", "where a text contains another, counted from 0; -1 when it does not", "另一段文字的位置（从0起），没有则为-1", "\"P3-A\".IndexOf(\"-\")", "2", Part),
        OnText("Substring", "text.Substring(start, length)", "text", "a part of the text; a fault when it is not as long", "文字的一部分，长度不足时报错", "\"P3-A\".Substring(0, 2)", "P3", new("start", "number", new("the first character, counted from 0", "起始位置（从0起）")), new("length", "number", new("how many; to the end when left out", "字符数，省略则到末尾"))),
        OnText("ToUpper", "text.ToUpper()", "text", "the text in capitals", "转为大写", "\"p3\".ToUpper()", "P3"),
        OnText("ToLower", "text.ToLower()", "text", "the text in small letters", "转为小写", "\"P3\".ToLower()", "p3"),
        OnText("ToUpperInvariant", "text.ToUpperInvariant()", "text", "as `ToUpper`; written for RulesEngine's sake", "同 `ToUpper`，为兼容 RulesEngine", "\"p3\".ToUpperInvariant()", "P3"),
        OnText("ToLowerInvariant", "text.ToLowerInvariant()", "text", "as `ToLower`; written for RulesEngine's sake", "同 `ToLower`，为兼容 RulesEngine", "\"P3\".ToLowerInvariant()", "p3"),
        OnText("Trim", "text.Trim()", "text", "the text without blanks at its ends", "去除首尾空白", "\" P3 \".Trim()", "P3"),
        OnText("TrimStart", "text.TrimStart()", "text", "the text without blanks at its start", "去除开头空白", "\" P3\".TrimStart()", "P3"),
        OnText("TrimEnd", "text.TrimEnd()", "text", "the text without blanks at its end", "去除结尾空白", "\"P3 \".TrimEnd()", "P3"),
        OnText("Length", "text.Length", "number", "how many characters the text has", "字符数", "\"客户\".Length", "2"),
        OnText("CompareTo", "text.CompareTo(other)", "number", "below 0, 0 or above 0: the order of two texts by their characters' codes", "按字符编码比较：小于、等于或大于0", "\"A\".CompareTo(\"B\") < 0", "true", Text with { Name = "other" }),
        OnText("Equals", "text.Equals(other)", "condition", "whether two texts are the same, case included; `==` is the same", "两段文字是否相同（区分大小写），同 `==`", "\"a\".Equals(\"A\")", "false", Text with { Name = "other" }),
        OnText("string.IsNullOrEmpty", "string.IsNullOrEmpty(text)", "condition", "whether the text is empty; undetermined when it is missing", "文字是否为空；缺失时无法判定", "string.IsNullOrEmpty(\"\")", "true", Text),
        OnText("string.IsNullOrWhiteSpace", "string.IsNullOrWhiteSpace(text)", "condition", "whether the text has nothing but blanks; undetermined when it is missing", "文字是否只有空白；缺失时无法判定", "string.IsNullOrWhiteSpace(\" \")", "true", Text),
        OnText("Convert.ToString", "Convert.ToString(value)", "text", "a number as text", "把数值转为文字", "Convert.ToString(91.30)", "91.3", Number with { Name = "value" }),
        OnText("ExpressionUtils.CheckContains", "ExpressionUtils.CheckContains(text, list)", "condition", "whether a text is in a list joined by commas; write `in` instead", "文字是否在逗号分隔的列表中，建议改用 `in`", "ExpressionUtils.CheckContains(\"A\", \"S,A\")", "true", Text, Text with { Name = "list" }),
    ];

    private static IEnumerable<FunctionEntry> Numbers() =>
    [
        OnNumber("Math.Abs", "Math.Abs(number)", "the number without its sign", "绝对值", "Math.Abs(-3.5)", "3.5", Number),
        OnNumber("Math.Sign", "Math.Sign(number)", "-1, 0 or 1", "符号：-1、0或1", "Math.Sign(-3.5)", "-1", Number),
        OnNumber("Math.Floor", "Math.Floor(number)", "the next whole number below", "向下取整", "Math.Floor(3.7)", "3", Number),
        OnNumber("Math.Ceiling", "Math.Ceiling(number)", "the next whole number above", "向上取整", "Math.Ceiling(3.2)", "4", Number),
        OnNumber("Math.Truncate", "Math.Truncate(number)", "the number without its fraction", "去掉小数部分", "Math.Truncate(-3.7)", "-3", Number),
        OnNumber("Math.Round", "Math.Round(number, places)", "rounded, ties to even; `Number.Round` rounds them away from zero", "四舍六入五成双；四舍五入请用 `Number.Round`", "Math.Round(94.5)", "94", Number, new("places", "number", new("decimal places, 0 when left out", "小数位数，省略为0"))),
        OnNumber("Math.Min", "Math.Min(a, b)", "the smaller of two numbers", "两数中较小者", "Math.Min(3.5, 2.0)", "2", Number with { Name = "a" }, Number with { Name = "b" }),
        OnNumber("Math.Max", "Math.Max(a, b)", "the greater of two numbers", "两数中较大者", "Math.Max(3.5, 2.0)", "3.5", Number with { Name = "a" }, Number with { Name = "b" }),
        OnNumber("Math.Clamp", "Math.Clamp(number, minimum, maximum)", "the number kept between two others", "限定在上下限之间", "Math.Clamp(130.0, 0.0, 120.0)", "120", Number, Number with { Name = "minimum" }, Number with { Name = "maximum" }),
        OnNumber("Convert.ToDecimal", "Convert.ToDecimal(text)", "a text as a number; a fault if it is not one", "把文字转为数值，不是数值则报错", "Convert.ToDecimal(\"3.5\")", "3.5", Text),
        OnNumber("Convert.ToInt32", "Convert.ToInt32(value)", "a text or number as a whole number; ties go to even", "转为整数（四舍六入五成双）", "Convert.ToInt32(3.5)", "4", Number with { Name = "value" }),
        OnNumber("decimal.Parse", "decimal.Parse(text)", "as `Convert.ToDecimal`; written for RulesEngine's sake", "同 `Convert.ToDecimal`，为兼容 RulesEngine", "decimal.Parse(\"91.30\")", "91.3", Text),
        OnNumber("int.Parse", "int.Parse(text)", "as `Convert.ToInt32`; written for RulesEngine's sake", "同 `Convert.ToInt32`，为兼容 RulesEngine", "int.Parse(\"24\")", "24", Text),
    ];

    private static IEnumerable<FunctionEntry> Dates() =>
    [
        OnDate("DateTime", "DateTime(year, month, day)", "date", "a date; `\"2025-01-31\"` is the same", "日期，同 `\"2025-01-31\"`", "DateTime(2025, 1, 31) == \"2025-01-31\"", "true", Number with { Name = "year" }, Number with { Name = "month" }, Number with { Name = "day" }),
        OnDate("Year", "date.Year", "number", "the year", "年", "DateTime(2025, 1, 31).Year", "2025"),
        OnDate("Month", "date.Month", "number", "the month, 1–12", "月，1–12", "DateTime(2025, 1, 31).Month", "1"),
        OnDate("Day", "date.Day", "number", "the day of the month, 1–31", "日，1–31", "DateTime(2025, 1, 31).Day", "31"),
        OnDate("AddDays", "date.AddDays(count)", "date", "the date so many whole days later", "若干天后的日期", "DateTime(2025, 1, 31).AddDays(1).Month", "2", HowMany),
        OnDate("AddMonths", "date.AddMonths(count)", "date", "the date so many months later; the last day of a shorter month", "若干个月后的日期，月末自动调整", "DateTime(2025, 1, 31).AddMonths(1).Day", "28", HowMany),
        OnDate("AddYears", "date.AddYears(count)", "date", "the date so many years later", "若干年后的日期", "DateTime(2024, 2, 29).AddYears(1).Day", "28", HowMany),
        OnDate("Convert.ToDateTime", "Convert.ToDateTime(text)", "date", "a text `YYYY-MM-DD` as a date; a fault if it is not one", "把 `YYYY-MM-DD` 文字转为日期，不是日期则报错", "Convert.ToDateTime(\"2025-01-31\").Year", "2025", Text),
        OnDate("DateTime.Parse", "DateTime.Parse(text)", "date", "as `Convert.ToDateTime`; written for RulesEngine's sake", "同 `Convert.ToDateTime`，为兼容 RulesEngine", "DateTime.Parse(\"2025-01-31\").Year", "2025", Text),
    ];

    private static FunctionEntry OnList(string name, string signature, string gives, string en, string zhCn, string example, string answer, params FunctionArgument[] arguments) =>
        Of(name, "list", signature, gives, en, zhCn, "new [] { 90.0, 75.0, 80.0 }" + example, answer, arguments);

    private static FunctionEntry OnText(string name, string signature, string gives, string en, string zhCn, string example, string answer, params FunctionArgument[] arguments) =>
        Of(name, "text", signature, gives, en, zhCn, example, answer, arguments);

    private static FunctionEntry OnNumber(string name, string signature, string en, string zhCn, string example, string answer, params FunctionArgument[] arguments) =>
        Of(name, "number", signature, "number", en, zhCn, example, answer, arguments);

    private static FunctionEntry OnDate(string name, string signature, string gives, string en, string zhCn, string example, string answer, params FunctionArgument[] arguments) =>
        Of(name, "date", signature, gives, en, zhCn, example, answer, arguments);

    private static FunctionEntry Of(string name, string group, string signature, string gives, string en, string zhCn, string example, string answer, params FunctionArgument[] arguments) =>
        new(name, group, new LocalizedText(en, zhCn), signature, gives, arguments, [new FunctionExample(example, new LocalizedText(answer, answer))]);
}
