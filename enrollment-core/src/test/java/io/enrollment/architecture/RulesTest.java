package io.enrollment.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the architecture fails on a class that breaks it. */
class RulesTest {

    private static final String BROKEN = "io.enrollment.architecture.broken";
    private static final Rules RULES = Rules.of(BROKEN);
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BROKEN);

    static Stream<Arguments> violations() {
        return Stream.of(
                broken(RULES.pureReadsNoClock(), "ReadsTheClock", "TakesAClock", "CountsNanos", "MakesADate"),
                broken(RULES.pureAsksNothingOfTheMachine(), "RollsDice", "UsesTheZoneOfTheMachine"),
                broken(RULES.pureDoesNoInputOrOutput(), "OpensAFile", "WritesAStream"),
                broken(RULES.jsonDoesNoInputOrOutputOfItsOwn(), "ReadsAFile"),
                broken(RULES.pureHoldsNoThreads(), "StartsAThread", "RunsLater", "Locks"),
                broken(RULES.pureLogsNothing(), "Logs"),
                broken(RULES.nothingPrints(), "Prints", "PrintsAStackTrace"),
                broken(RULES.noDatabaseAndNoNetwork(), "KnowsADatabase"),
                broken(RULES.jacksonStaysInJson(), "KnowsJackson"),
                broken(RULES.guavaStaysOutOfTheApi(), "ExposesGuava"),
                broken(RULES.everyPackageHasItsFloor(), "HasNoFloor"),
                broken(RULES.arrowsOnlyGoDown(), "LooksUp"),
                broken(RULES.noPackageCycles(), "LooksUp", "LooksBack"),
                broken(RULES.everyPackageIsNullMarked(), "HasNoFloor", "Prints"));
    }

    private static Arguments broken(ArchRule rule, String... offenders) {
        return Arguments.of(rule, List.of(offenders));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void aRuleNamesEachClassThatBreaksIt(ArchRule rule, List<String> offenders) {
        assertThatThrownBy(() -> rule.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(offenders);
    }

    @Test
    void noRuleIsLeftUntried() {
        assertThat(violations().map(violation -> ((ArchRule) violation.get()[0]).getDescription()))
                .containsExactlyElementsOf(
                        RULES.all().stream().map(ArchRule::getDescription).toList());
    }
}
