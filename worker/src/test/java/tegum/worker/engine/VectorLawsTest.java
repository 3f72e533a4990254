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
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.Test;
import tegum.worker.engine.vector.VectorEngine;

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

    /// Goal: every method of vectors reaches the optimising compiler.
    /// Method: its length. The first compiler inlines each vector operation and gives up when it runs out
    /// of virtual registers, at some 1,500 bytes of code; a method it gave up on is never compiled well.
    @Test
    void methodsOfVectorsAreShortEnoughToBeCompiled() throws IOException, URISyntaxException {
        Path classes = Path.of(
                        VectorEngine.class.getResource("VectorEngine.class").toURI())
                .getParent();
        List<Path> files;
        try (Stream<Path> found = Files.list(classes)) {
            files = found.filter(file -> file.toString().endsWith(".class")).toList();
        }

        for (Path file : files) {
            for (MethodModel method : ClassFile.of().parse(file).methods()) {
                int length = method.findAttribute(Attributes.code())
                        .map(CodeAttribute::codeLength)
                        .orElse(0);
                assertThat(length)
                        .as("%s %s", file.getFileName(), method.methodName())
                        .isLessThanOrEqualTo(1400);
            }
        }
        assertThat(files).hasSizeGreaterThan(5);
    }

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
