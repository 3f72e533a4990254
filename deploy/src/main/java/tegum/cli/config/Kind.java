package tegum.cli.config;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a setting takes.
sealed interface Kind {

    /// Whether a text is permitted.
    boolean permits(String text);

    /// What is permitted, in words.
    String permitted();

    /// A refused text as it may be shown.
    default String shown(String text) {
        return text;
    }

    /// A text of a form.
    ///
    /// @param pattern what it looks like, as a regular expression
    /// @param permitted the same in words
    record Text(String pattern, String permitted) implements Kind {
        @Override
        public boolean permits(String text) {
            return text.matches(pattern);
        }
    }

    /// A database of a server, without a password.
    record Database() implements Kind {
        private static final Pattern SECRET = Pattern.compile("//[^/@]*:[^/@]*@|password=");

        @Override
        public boolean permits(String text) {
            return text.isEmpty() || (text.matches("(jdbc:)?postgres(ql)?://\\S+/\\S+") && !hasSecret(text));
        }

        private static boolean hasSecret(String text) {
            return SECRET.matcher(text).find();
        }

        @Override
        public String permitted() {
            return "postgresql://HOST:PORT/DATABASE without a password, which belongs into ledger.password-file";
        }

        @Override
        public String shown(String text) {
            return hasSecret(text) ? "an address with a password in it" : text;
        }
    }

    /// A folder.
    record Folder() implements Kind {
        @Override
        public boolean permits(String text) {
            return !text.isBlank();
        }

        @Override
        public String permitted() {
            return "a folder";
        }
    }

    /// A whole number.
    record Whole(int from, int to) implements Kind {
        @Override
        public boolean permits(String text) {
            return text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= from && Integer.parseInt(text) <= to;
        }

        @Override
        public String permitted() {
            return "a whole number, %d to %d".formatted(from, to);
        }
    }

    /// A length of time with its unit: `500ms`, `1s`, `2m`, `24h`.
    record Interval(String from, String to) implements Kind {
        private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

        static Duration parse(String text) {
            Matcher matcher = PATTERN.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text + " is no length of time");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
        }

        @Override
        public boolean permits(String text) {
            return PATTERN.matcher(text).matches()
                    && parse(text).compareTo(parse(from)) >= 0
                    && parse(text).compareTo(parse(to)) <= 0;
        }

        @Override
        public String permitted() {
            return "a time such as 500ms, 1s, 2m or 24h, %s to %s".formatted(from, to);
        }
    }

    /// A length of time, or `never`.
    record IntervalOrNever(String from, String to) implements Kind {
        static final String NEVER = "never";

        @Override
        public boolean permits(String text) {
            return text.equals(NEVER) || new Interval(from, to).permits(text);
        }

        @Override
        public String permitted() {
            return new Interval(from, to).permitted() + ", or never";
        }
    }

    /// A moment: seconds since 1970, or as ISO 8601 with its zone; empty if there is none.
    record Moment() implements Kind {
        static Instant parse(String text) {
            return text.matches("[0-9]{1,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        }

        @Override
        public boolean permits(String text) {
            if (text.isEmpty()) {
                return true;
            }
            try {
                parse(text);
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        }

        @Override
        public String permitted() {
            return "seconds since 1970, or a time with its zone such as 2026-11-25T18:00:00Z";
        }
    }
}
