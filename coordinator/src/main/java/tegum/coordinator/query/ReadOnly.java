package tegum.coordinator.query;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Decides whether a text is one statement that only reads.
///
/// DuckDB may write below the folder that it may read, so what writes is kept out here: only statements that begin as
/// queries do, and one at a time.
final class ReadOnly {
    private static final Set<String> QUERIES = Set.of(
            "select",
            "with",
            "from",
            "values",
            "table",
            "describe",
            "desc",
            "show",
            "summarize",
            "pivot",
            "unpivot",
            "explain");

    private final String sql;
    private int at;

    private ReadOnly(String sql) {
        this.sql = sql;
    }

    /// Why the text is not to be run; empty if it is one query.
    static Optional<String> problem(String sql) {
        return new ReadOnly(sql).problem();
    }

    private Optional<String> problem() {
        skipBlanks();
        while (at < sql.length() && sql.charAt(at) == '(') {
            at++;
            skipBlanks();
        }
        String first = word();
        if (!QUERIES.contains(first)) {
            return Optional.of(
                    "only queries are answered here, beginning with SELECT, WITH, FROM, DESCRIBE or SUMMARIZE");
        }
        if (first.equals("explain")) {
            skipBlanks();
            if (!QUERIES.contains(word())) {
                return Optional.of("only queries are explained here");
            }
        }
        while (at < sql.length()) {
            skipBlanks();
            if (at < sql.length() && sql.charAt(at) == ';') {
                at++;
                skipBlanks();
                return at < sql.length() ? Optional.of("one query at a time") : Optional.empty();
            }
            skipToken();
        }
        return Optional.empty();
    }

    private String word() {
        int from = at;
        while (at < sql.length() && Character.isLetter(sql.charAt(at))) {
            at++;
        }
        return sql.substring(from, at).toLowerCase(Locale.ROOT);
    }

    /// Skips white space and comments.
    private void skipBlanks() {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipPast("\n");
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    /// A comment may hold comments.
    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipToken() {
        if (at >= sql.length()) {
            return;
        }
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            boolean escapes = c == '\'' && at > 0 && Character.toLowerCase(sql.charAt(at - 1)) == 'e';
            skipQuoted(c, escapes);
        } else if (c == '$') {
            int end = sql.indexOf('$', at + 1);
            boolean isTag = end > 0 && sql.substring(at + 1, end).chars().allMatch(Character::isLetterOrDigit);
            if (isTag) {
                String tag = sql.substring(at, end + 1);
                at = end + 1;
                skipPast(tag);
            } else {
                at++;
            }
        } else {
            at++;
        }
    }

    private void skipQuoted(char quote, boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (escapes && c == '\\') {
                at++;
            } else if (c == quote) {
                return;
            }
        }
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, at);
        at = found < 0 ? sql.length() : found + end.length();
    }
}
