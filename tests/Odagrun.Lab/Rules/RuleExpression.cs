namespace Odagrun.Lab.Rules;

/// <summary>
/// An <c>if:</c> of rules: variables, texts, <c>null</c>, patterns; <c>== != =~ !~</c>, then <c>&amp;&amp;</c>, then <c>||</c>;
/// parentheses. A variable by itself holds when it is not empty.
/// </summary>
internal sealed class RuleExpression
{
    private readonly Func<Func<string, string?>, string?> _root;

    private RuleExpression(Func<Func<string, string?>, string?> root) => _root = root;

    /// <exception cref="ExpressionException">It cannot be read.</exception>
    public static RuleExpression Parse(string text) => new(new Parser(ExpressionLexer.Tokens(text)).Whole());

    /// <summary>Whether it holds, given the values of variables (null: not defined).</summary>
    public bool Holds(Func<string, string?> variables) => IsTrue(_root(variables));

    private static bool IsTrue(string? value) => value is { Length: > 0 };

    private static string? Of(bool value) => value ? "true" : null;

    private sealed class Parser(List<ExpressionToken> tokens)
    {
        private int _at;

        private ExpressionToken Current => tokens[_at];

        public Func<Func<string, string?>, string?> Whole()
        {
            var root = Or();
            return Current.Kind == ExpressionTokenKind.End ? root : throw Unexpected();
        }

        private Func<Func<string, string?>, string?> Or()
        {
            var left = And();
            while (Take("||"))
            {
                var (a, b) = (left, And());
                left = get => IsTrue(a(get)) ? a(get) : b(get);
            }

            return left;
        }

        private Func<Func<string, string?>, string?> And()
        {
            var left = Comparison();
            while (Take("&&"))
            {
                var (a, b) = (left, Comparison());
                left = get => IsTrue(a(get)) ? b(get) : null;
            }

            return left;
        }

        private Func<Func<string, string?>, string?> Comparison()
        {
            var left = Value();
            if (Take("=="))
            {
                var right = Value();
                return get => Of(left(get) == right(get));
            }

            if (Take("!="))
            {
                var right = Value();
                return get => Of(left(get) != right(get));
            }

            if (Take("=~"))
            {
                var right = PatternValue();
                return get => Of(Matches(left(get), right(get)));
            }

            if (Take("!~"))
            {
                var right = PatternValue();
                return get => Of(!Matches(left(get), right(get)));
            }

            return left;
        }

        private Func<Func<string, string?>, string?> Value()
        {
            if (Take("("))
            {
                var inner = Or();
                return Take(")") ? inner : throw Unexpected();
            }

            var token = Current;
            switch (token.Kind)
            {
                case ExpressionTokenKind.Variable:
                    _at++;
                    return get => get(token.Text);
                case ExpressionTokenKind.Text:
                    _at++;
                    return _ => token.Text;
                case ExpressionTokenKind.Null:
                    _at++;
                    return _ => null;
                default:
                    throw Unexpected();
            }
        }

        /// <summary>A pattern, or a variable that holds one.</summary>
        private Func<Func<string, string?>, string?> PatternValue()
        {
            var token = Current;
            if (token.Kind == ExpressionTokenKind.Pattern)
            {
                _at++;
                return Pattern.TryParse(token.Text) is null
                    ? throw new ExpressionException($"the pattern {token.Text} is not valid")
                    : _ => token.Text;
            }

            return Value();
        }

        private static bool Matches(string? value, string? pattern) =>
            value is not null && Pattern.TryParse(pattern)?.IsMatch(value) == true;

        private bool Take(string text)
        {
            if (Current.Kind != ExpressionTokenKind.Operator || Current.Text != text)
            {
                return false;
            }

            _at++;
            return true;
        }

        private ExpressionException Unexpected() => new(
            Current.Kind == ExpressionTokenKind.End ? "it ends too early" : $"unexpected '{Current.Text}'");
    }
}
