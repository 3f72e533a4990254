package tegum.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    /// Of RFC 8785, appendix B, and ECMA-262's own cases.
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.50, -1.5",
        "10000, 10000",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123456789012e9, 123456789012000000000",
        "1.5e300, 1.5e+300",
        "0.000001, 0.000001",
        "0.0000015, 0.0000015",
        "1e-7, 1e-7",
        "-1.25e-7, -1.25e-7",
        "1e-8, 1e-8",
        "0.001, 0.001",
        "123456.789, 123456.789",
        "4.5, 4.5",
        "2e-3, 0.002"
    })
    void numbersAreWrittenAsEcmaScriptWritesThem(String decimal, String json) {
        assertThat(CanonicalJson.number(new BigDecimal(decimal))).isEqualTo(json);
    }

    /// Goal: the digits written are the shortest that name the double, as RFC 8785 demands. Method: for random
    /// decimals of up to 12 digits, [Double#toString] has the same digits, and the text parses back.
    @Test
    void twelveDigitsAreTheShortestOfTheirDouble() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong(1, 1_000_000_000_000L);
            BigDecimal value = BigDecimal.valueOf(digits, random.nextInt(-280, 280));
            double parsed = value.doubleValue();

            String json = CanonicalJson.number(value);

            assertThat(Double.parseDouble(json)).isEqualTo(parsed);
            assertThat(new BigDecimal(json)).isEqualByComparingTo(new BigDecimal(Double.toString(parsed)));
        }
    }

    @Test
    void keysAreSortedAndNothingIsSpacedOut() {
        Template.Fields template = new Template.Fields(new TreeMap<>(Map.of(
                "b", new Template.Items(List.of(value("0.10"), new Template.Reference("p", true))),
                "a-b", new Template.Value(new Scalar.Flag(true)),
                "a", new Template.Value(new Scalar.Word("x\"\\\n\u0001é")))));

        assertThat(CanonicalJson.of(template))
                .isEqualTo("{\"a\":\"x\\\"\\\\\\n\\u0001é\",\"a-b\":true,\"b\":[0.1,\"1-$p\"]}");
    }

    @Test
    void numbersAreRoundedHalfEvenToTwelveDigits() {
        assertThat(Scalar.Decimal.of("0.1234567890125")).hasToString("0.123456789012");
        assertThat(Scalar.Decimal.of("0.1234567890135")).hasToString("0.123456789014");
        assertThat(Scalar.Decimal.of("1e-1")).isEqualTo(Scalar.Decimal.of("0.1000"));
        assertThat(Scalar.Decimal.of("0.9999999999999")).isEqualTo(Scalar.Decimal.of("1"));
        assertThat(Scalar.Decimal.of("0.9").complement()).hasToString("0.1");
    }

    private static Template value(String number) {
        return new Template.Value(Scalar.Decimal.of(number));
    }
}
