package io.enrollment.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The architecture of the store. */
@AnalyzeClasses(packages = "io.enrollment.jdbc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NOTHING_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);

    @ArchTest
    static final ArchRule JSON_IS_WRITTEN_AND_READ_BY_THE_CORE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "tools.jackson..", "com.google..")
            .as("the store asks the core for JSON and needs no Guava")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_STORE_USES_THE_SPI_AND_NOT_THE_ENGINE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.enrollment.engine..", "io.enrollment.memory..", "io.enrollment.simulation..")
            .as("the store implements the SPI and does not know the engine")
            .allowEmptyShould(true);
}
