package cognitobackup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import cognitobackup.function.Deadline;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;

/**
 * The arrows between packages: what is restored and how it is compared must not depend on how it is stored or fetched,
 * and no feature on another. Without a check such arrows turn round one import at a time.
 */
class ArchitectureTest {
    static {
        // Names decide, so nobody else's classes need be read.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Deadline.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packagesDependOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("exporter")
                .definedBy("cognitobackup.exporter..")
                .optionalLayer("importer")
                .definedBy("cognitobackup.importer..")
                .optionalLayer("notify")
                .definedBy("cognitobackup.notify..")
                .layer("retired")
                .definedBy("cognitobackup.retired..")
                .layer("watch")
                .definedBy("cognitobackup.watch..")
                .layer("metrics")
                .definedBy("cognitobackup.metrics..")
                .layer("backup")
                .definedBy("cognitobackup.backup..")
                .layer("cognito")
                .definedBy("cognitobackup.cognito..")
                .layer("function")
                .definedBy("cognitobackup.function..")
                .layer("pool")
                .definedBy("cognitobackup.pool..")
                .whereLayer("exporter")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("importer")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("notify")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("retired")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("watch")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("backup")
                .mayOnlyBeAccessedByLayers("exporter", "importer", "notify", "watch")
                .whereLayer("cognito")
                .mayOnlyBeAccessedByLayers("exporter", "importer", "notify", "retired")
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers(
                        "exporter", "importer", "notify", "watch", "retired", "backup", "cognito", "function")
                .whereLayer("function")
                .mayOnlyBeAccessedByLayers("exporter", "importer", "notify", "watch", "retired", "backup", "cognito")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("exporter", "importer", "notify", "watch", "cognito", "function")
                .check(CLASSES);
    }

    @Test
    void theDomainKnowsNeitherAwsNorMicronaut() {
        classes()
                .that()
                .resideInAPackage("cognitobackup.pool..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("cognitobackup.pool..", "java..", "com.fasterxml.jackson.core..")
                .check(CLASSES);
    }

    @Test
    void typesOfTheAwsSdkStopAtTheAdapters() {
        noClasses()
                .that()
                .resideInAnyPackage("cognitobackup.pool..", "cognitobackup.exporter..", "cognitobackup.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CLASSES);
    }

    @Test
    void nobodyAsksTheSystemForTheTimeButTheOnePlaceThatMakesTheClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("cognitobackup.function.FunctionFactory")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callConstructor(Date.class)
                .check(CLASSES);
    }

    @Test
    void nobodyReadsTheEnvironmentOfTheProcess() {
        noClasses()
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("several functions may share a process, and each has its own environment")
                .check(CLASSES);
    }
}
