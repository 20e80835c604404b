package io.enrollment.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The rules of the architecture for the packages below one root, so that they can be tried on broken classes too. */
public final class Rules {

    /** Ground floor first: a package may use itself and the packages before it. */
    static final List<String> FLOORS = List.of(
            "internal",
            "subject",
            "criteria",
            "calendar",
            "plan",
            "eligibility",
            "enrollment",
            "run",
            "report",
            "json",
            "spi",
            "engine",
            "imports",
            "memory",
            "simulation");

    private static final List<String> PURE = FLOORS.subList(0, FLOORS.indexOf("spi"));

    private final String root;

    private Rules(String root) {
        this.root = root;
    }

    /** The rules for the packages below a root. */
    public static Rules of(String root) {
        return new Rules(root);
    }

    /** Every rule. */
    public List<ArchRule> all() {
        return List.of(
                pureReadsNoClock(),
                pureAsksNothingOfTheMachine(),
                pureDoesNoInputOrOutput(),
                jsonDoesNoInputOrOutputOfItsOwn(),
                pureHoldsNoThreads(),
                pureLogsNothing(),
                nothingPrints(),
                noDatabaseAndNoNetwork(),
                jacksonStaysInJson(),
                guavaStaysOutOfTheApi(),
                everyPackageHasItsFloor(),
                arrowsOnlyGoDown(),
                noPackageCycles(),
                everyPackageIsNullMarked());
    }

    ArchRule pureReadsNoClock() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should(Uses.aClock())
                .as("pure packages read no clock: time comes in as a value")
                .allowEmptyShould(true);
    }

    ArchRule pureAsksNothingOfTheMachine() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should(Uses.theEnvironment())
                .as("pure packages use no randomness and no default zone, locale, charset, property or variable")
                .allowEmptyShould(true);
    }

    ArchRule pureDoesNoInputOrOutput() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .and()
                .resideOutsideOfPackage(root + ".json..")
                .should()
                .dependOnClassesThat(Uses.inputOrOutput())
                .as("pure packages do no input and no output")
                .allowEmptyShould(true);
    }

    ArchRule jsonDoesNoInputOrOutputOfItsOwn() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".json..")
                .should()
                .dependOnClassesThat(Uses.filesOrNetwork())
                .as("the JSON package reads and writes only streams that it is given")
                .allowEmptyShould(true);
    }

    ArchRule pureHoldsNoThreads() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should(Uses.threads())
                .orShould(Uses.synchronization())
                .as("pure packages hold no threads, no locks and no executors")
                .allowEmptyShould(true);
    }

    ArchRule pureLogsNothing() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.System\\$Logger.*")
                .as("pure packages log nothing")
                .allowEmptyShould(true);
    }

    /** Nothing prints. */
    public ArchRule nothingPrints() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should(Uses.printing())
                .as("nothing prints");
    }

    ArchRule noDatabaseAndNoNetwork() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*(Socket|Connection|InetAddress).*")
                .as("the core knows no database and no network");
    }

    ArchRule jacksonStaysInJson() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".json..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "tools.jackson..")
                .as("Jackson stays in the JSON package");
    }

    /** No Guava type in a public signature. */
    public ArchRule guavaStaysOutOfTheApi() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".json..")
                .should(ExposesNo.typeOf("com.google.", "com.fasterxml.", "tools.jackson.", "com.samskivert."))
                .as("no type of Guava, Jackson or another library in a public signature");
    }

    ArchRule everyPackageHasItsFloor() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .resideInAnyPackage(FLOORS.stream().map(this::within).toArray(String[]::new))
                .as("every package has its floor in the architecture");
    }

    ArchRule arrowsOnlyGoDown() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new UsesLowerFloors(root, FLOORS))
                .as("packages use only the packages below them");
    }

    ArchRule noPackageCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().as("no package cycles");
    }

    /** Every package has a null-marked package-info. */
    public ArchRule everyPackageIsNullMarked() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ResideInNullMarkedPackage())
                .as("every package has a package-info with @NullMarked");
    }

    private String[] pure() {
        return PURE.stream().map(this::within).toArray(String[]::new);
    }

    private String within(String floor) {
        return root + "." + floor + "..";
    }
}
