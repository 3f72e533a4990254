package tegum;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The laws of the house: who may know whom, and behind which door each library stays.
@AnalyzeClasses(packages = "tegum", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CORE = {
        "tegum.spec..",
        "tegum.plan..",
        "tegum.random..",
        "tegum.model..",
        "tegum.measure..",
        "tegum.theory..",
        "tegum.statistics..",
        "tegum.protocol.."
    };

    @ArchTest
    static final ArchRule coreKnowsNoActorDeviceOrDatabase = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "tegum.worker..",
                    "tegum.coordinator..",
                    "tegum.cli..",
                    "akka..",
                    "java.sql..",
                    "org.slf4j..",
                    "io.micrometer..");

    @ArchTest
    static final ArchRule coreUsesTheJdkAlone = classes()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .resideOutsideOfPackages("tegum.spec.text..", "tegum.protocol.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("tegum..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule jacksonStaysBehindItsDoors = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "tegum.spec.text..",
                    "tegum.protocol.wire..",
                    "tegum.coordinator.dataset..",
                    "tegum.coordinator.http..",
                    "tegum.cli.remote..",
                    "tegum.cli.output..",
                    "tegum.cli.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml..");

    @ArchTest
    static final ArchRule workerDoesNotSeeTheCoordinator = noClasses()
            .that()
            .resideInAPackage("tegum.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tegum.coordinator..", "tegum.cli..");

    @ArchTest
    static final ArchRule coordinatorDoesNotSeeTheWorker = noClasses()
            .that()
            .resideInAPackage("tegum.coordinator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tegum.worker..", "tegum.cli..");

    @ArchTest
    static final ArchRule akkaStaysInTheActorPackages = noClasses()
            .that()
            .resideOutsideOfPackages("tegum.worker.actor..", "tegum.coordinator.actor..", "tegum.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("akka..", "scala..");

    @ArchTest
    static final ArchRule jdbcStaysInTheStore = noClasses()
            .that()
            .resideOutsideOfPackages("tegum.coordinator.ledger..", "tegum.coordinator.dataset..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.duckdb..", "org.sqlite..");

    @ArchTest
    static final ArchRule theWebServerStaysBehindItsDoor = noClasses()
            .that()
            .resideOutsideOfPackage("tegum.coordinator.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule theVectorApiStaysInTheVectorEngine = noClasses()
            .that()
            .resideOutsideOfPackage("tegum.worker.engine.vector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule nd4jStaysInItsEngine = noClasses()
            .that()
            .resideOutsideOfPackages("tegum.worker.engine.nd4j..", "tegum.worker.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule deeplearning4jStaysInItsEngine = noClasses()
            .that()
            .resideOutsideOfPackage("tegum.worker.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j..");

    @ArchTest
    static final ArchRule foreignCodeStaysInTheCudaEngine = noClasses()
            .that()
            .resideOutsideOfPackage("tegum.worker.engine.cuda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.foreign..", "jcuda..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("tegum.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noChanceAndNoHiddenClock = noClasses()
            .that()
            // A token is to be guessed by nobody, and reaches no result.
            .doNotHaveFullyQualifiedName("tegum.coordinator.http.Secret")
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule exceptionsSayTheyAre =
            classes().that(Predicates.assignableTo(Throwable.class)).should().haveSimpleNameEndingWith("Exception");
}
