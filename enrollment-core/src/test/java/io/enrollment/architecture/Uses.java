package io.enrollment.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Pattern;

/** What a class uses, as conditions: each is an event for each use, so that {@code noClasses()} forbids it. */
final class Uses {

    private static final Pattern CLOCK = Pattern.compile("java\\.time\\.(\\w+|chrono\\.\\w+)\\.now"
            + "|java\\.time\\.(Clock|InstantSource)\\..*"
            + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
            + "|java\\.util\\.Date\\.<init>"
            + "|java\\.util\\.(Gregorian)?Calendar\\.(getInstance|<init>)");

    private static final Pattern ENVIRONMENT = Pattern.compile("java\\.time\\.ZoneId\\.systemDefault"
            + "|java\\.util\\.(TimeZone|Locale)\\.getDefault"
            + "|java\\.nio\\.charset\\.Charset\\.defaultCharset"
            + "|java\\.lang\\.System\\.(getenv|getProperty|getProperties|lineSeparator|identityHashCode)"
            + "|java\\.lang\\.Runtime\\..*"
            + "|java\\.util\\.UUID\\.randomUUID"
            + "|java\\.lang\\.Math\\.random"
            + "|java\\.(util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)|security\\.SecureRandom)\\..*");

    private static final Pattern PRINTING = Pattern.compile("java\\.lang\\.System\\.(out|err|console)"
            + "|java\\.lang\\.\\w*(Throwable|Exception|Error)\\.printStackTrace");

    private static final Pattern THREADS = Pattern.compile("java\\.lang\\.(Thread\\w*|InheritableThreadLocal)(\\$.*)?"
            + "|java\\.util\\.Timer(Task)?"
            + "|java\\.util\\.concurrent\\.(?!TimeUnit|ConcurrentMap|ConcurrentHashMap).*");

    private static final Pattern PARALLEL = Pattern.compile(
            "java\\.util\\..*\\.(parallelStream|parallel)" + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)");

    private static final Set<String> HARMLESS_IO = Set.of(
            "java.io.Serializable",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.ObjectStreamException");

    private static final Pattern IO =
            Pattern.compile("(java\\.io|java\\.nio\\.file|java\\.nio\\.channels)\\..*" + "|java\\.net\\.(?!URI|IDN).*");

    private static final Pattern FILES = Pattern.compile("java\\.io\\.(File|RandomAccess|Console).*"
            + "|(java\\.nio\\.file|java\\.nio\\.channels)\\..*"
            + "|java\\.net\\.(?!URI|URISyntaxException|IDN).*");

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private Uses() {}

    static ArchCondition<JavaClass> aClock() {
        return uses("a clock", CLOCK, NOTHING);
    }

    static ArchCondition<JavaClass> theEnvironment() {
        return uses("the environment", ENVIRONMENT, NOTHING);
    }

    static ArchCondition<JavaClass> printing() {
        return uses("System.out, System.err or printStackTrace", PRINTING, NOTHING);
    }

    static ArchCondition<JavaClass> threads() {
        return uses("threads", PARALLEL, THREADS);
    }

    static ArchCondition<JavaClass> synchronization() {
        return new ArchCondition<>("have synchronized methods") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .forEach(unit -> events.add(SimpleConditionEvent.satisfied(unit, unit.getDescription())));
            }
        };
    }

    static DescribedPredicate<JavaClass> inputOrOutput() {
        return describe(
                "do input or output",
                type -> IO.matcher(type.getName()).matches() && !HARMLESS_IO.contains(type.getName()));
    }

    static DescribedPredicate<JavaClass> filesOrNetwork() {
        return describe(
                "reach files or the network",
                type -> FILES.matcher(type.getName()).matches());
    }

    private static ArchCondition<JavaClass> uses(String what, Pattern member, Pattern type) {
        return new ArchCondition<>("use " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getAccessesFromSelf().stream()
                        .filter(access -> member.matcher(nameOf(access)).matches())
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
                item.getDirectDependenciesFromSelf().stream()
                        .filter(use ->
                                type.matcher(use.getTargetClass().getName()).matches())
                        .forEach(use -> events.add(SimpleConditionEvent.satisfied(use, use.getDescription())));
            }
        };
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTarget().getOwner().getName() + "."
                + access.getTarget().getName();
    }
}
