package tegum.spec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Writes templates and their scalars as canonical JSON, so that equal content has equal bytes.
///
/// Keys are in the order of their UTF-16 code units, nothing is spaced out, numbers are written as
/// ECMAScript writes them. A number has at most 12 digits, so its own digits are the shortest that
/// name its double.
///
/// Source: RFC 8785; ECMA-262, `Number::toString`.
public final class CanonicalJson {
    private static final int LARGEST_PLAIN_EXPONENT = 21;
    private static final int SMALLEST_PLAIN_EXPONENT = -6;

    private CanonicalJson() {}

    /// The JSON of a template; a reference is written as the text `$axis`, or `1-$axis`.
    public static String of(Template template) {
        StringBuilder json = new StringBuilder(256);
        write(json, template);
        return json.toString();
    }

    private static void write(StringBuilder json, Template template) {
        switch (template) {
            case Template.Value(Scalar scalar) -> write(json, scalar);
            case Template.Reference(String axis, boolean complement) ->
                json.append(complement ? "\"1-$" : "\"$").append(axis).append('"');
            case Template.Items(List<Template> items) -> {
                json.append('[');
                for (int i = 0; i < items.size(); i++) {
                    if (i > 0) {
                        json.append(',');
                    }
                    write(json, items.get(i));
                }
                json.append(']');
            }
            case Template.Fields(SortedMap<String, Template> fields) -> {
                json.append('{');
                boolean first = true;
                for (Map.Entry<String, Template> field : fields.entrySet()) {
                    if (!first) {
                        json.append(',');
                    }
                    first = false;
                    json.append(text(field.getKey())).append(':');
                    write(json, field.getValue());
                }
                json.append('}');
            }
        }
    }

    private static void write(StringBuilder json, Scalar scalar) {
        switch (scalar) {
            case Scalar.Decimal(BigDecimal value) -> json.append(number(value));
            case Scalar.Word(String word) -> json.append(text(word));
            case Scalar.Flag(boolean flag) -> json.append(flag);
        }
    }

    /// The JSON of one scalar.
    public static String of(Scalar scalar) {
        StringBuilder json = new StringBuilder();
        write(json, scalar);
        return json.toString();
    }

    /// A decimal of at most 15 significant digits as ECMAScript writes the double that it parses to.
    public static String number(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int count = digits.length();
        int exponent = count - stripped.scale(); // The value is 0.digits * 10^exponent.
        StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : "");
        if (count <= exponent && exponent <= LARGEST_PLAIN_EXPONENT) {
            text.append(digits).repeat('0', exponent - count);
        } else if (0 < exponent && exponent <= LARGEST_PLAIN_EXPONENT) {
            text.append(digits, 0, exponent).append('.').append(digits, exponent, count);
        } else if (SMALLEST_PLAIN_EXPONENT < exponent && exponent <= 0) {
            text.append("0.").repeat('0', -exponent).append(digits);
        } else {
            text.append(digits.charAt(0));
            if (count > 1) {
                text.append('.').append(digits, 1, count);
            }
            text.append('e').append(exponent > 0 ? "+" : "").append(exponent - 1);
        }
        return text.toString();
    }

    /// A text in quotation marks.
    public static String text(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
