package tegum.spec;

/// One thing that is wrong with a spec, told to the one who wrote it.
///
/// @param line line of the text, from 1; 0 when there is no text
/// @param field dotted path of the field, as `data.density[2]`; empty for the text as a whole
/// @param value what stands there, shortened; empty if nothing does
/// @param advice the permitted range, or what to do
public record Problem(int line, String field, String value, String advice) {
    private static final int LONGEST_VALUE = 60;

    public Problem {
        field = printable(field);
        value = printable(value);
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < LONGEST_VALUE; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.length() > LONGEST_VALUE ? shown + "..." : shown.toString();
    }

    /// The problem without its line: `data.density: 2 is not permitted; a probability, 0 to 1`.
    public String text() {
        String place = field.isEmpty() ? "" : field + ": ";
        return value.isEmpty() ? place + advice : place + value + " is not permitted; " + advice;
    }

    @Override
    public String toString() {
        return line > 0 ? "line " + line + ": " + text() : text();
    }
}
