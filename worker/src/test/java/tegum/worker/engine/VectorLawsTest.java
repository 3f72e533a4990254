package tegum.worker.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.Test;

/// The laws that make `vector` an engine of bits: operations whose result or order the hardware may
/// choose are banned.
@AnalyzeClasses(packages = "tegum.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class VectorLawsTest {
    private static final Set<String> TRANSCENDENTAL = Set.of(
            "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW",
            "CBRT", "SINH", "COSH", "TANH", "HYPOT");

    @ArchTest
    static final ArchRule NO_SUM_OF_FLOATS_ACROSS_LANES = noClasses()
            .should()
            .callMethodWhere(describe(
                    "reduces float lanes in an undefined order",
                    (JavaMethodCall call) -> call.getName().startsWith("reduceLanes")
                            && call.getTargetOwner().isAssignableTo(FloatVector.class)));

    @ArchTest
    static final ArchRule NO_TRANSCENDENTAL_OPERATOR = noClasses()
            .should()
            .accessFieldWhere(describe(
                    "is an operator without exact bits",
                    (JavaFieldAccess access) -> access.getTargetOwner().isEquivalentTo(VectorOperators.class)
                            && TRANSCENDENTAL.contains(access.getName())));

    /// What the laws forbid.
    static final class Offender {
        private Offender() {}

        static float sum(FloatVector vector) {
            return vector.reduceLanes(VectorOperators.ADD);
        }

        static FloatVector exponential(FloatVector vector) {
            return vector.lanewise(VectorOperators.EXP);
        }
    }

    @Test
    void theLawsSeeAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

        assertThat(NO_SUM_OF_FLOATS_ACROSS_LANES.evaluate(offender).hasViolation())
                .isTrue();
        assertThat(NO_TRANSCENDENTAL_OPERATOR.evaluate(offender).hasViolation()).isTrue();
    }
}
