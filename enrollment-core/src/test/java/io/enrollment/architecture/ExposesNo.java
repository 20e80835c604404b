package io.enrollment.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Public and protected members of public classes have no type of the given packages in their signature, also not as a
 * type argument, a bound, an exception or a super type.
 */
final class ExposesNo extends ArchCondition<JavaClass> {

    private final List<String> prefixes;

    private ExposesNo(List<String> prefixes) {
        super("expose no type of " + prefixes);
        this.prefixes = prefixes;
    }

    static ExposesNo typeOf(String... prefixes) {
        return new ExposesNo(List.of(prefixes));
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        if (!isApi(item)) {
            return;
        }
        superTypes(item).flatMap(this::foreign).forEach(type -> report(item, item.getDescription(), type, events));
        item.getMembers().stream()
                .filter(ExposesNo::isApi)
                .forEach(member -> signature(member)
                        .flatMap(this::foreign)
                        .forEach(type -> report(member, member.getDescription(), type, events)));
    }

    private static void report(Object source, String description, JavaClass type, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(source, description + " exposes " + type.getName()));
    }

    /** Public or protected itself and in every class around it. */
    private static boolean isApi(JavaClass type) {
        Optional<JavaClass> outer = type.getEnclosingClass();
        return isApi(type.getModifiers()) && outer.map(ExposesNo::isApi).orElse(true);
    }

    private static boolean isApi(JavaMember member) {
        return isApi(member.getModifiers()) && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isApi(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> superTypes(JavaClass type) {
        return Stream.of(
                        type.getSuperclass().stream(),
                        type.getInterfaces().stream(),
                        type.getTypeParameters().stream().flatMap(parameter -> parameter.getUpperBounds().stream()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        unit.getTypeParameters().stream().flatMap(parameter -> parameter.getUpperBounds().stream()))
                .flatMap(types -> types);
    }

    private Stream<JavaClass> foreign(JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .filter(raw ->
                        prefixes.stream().anyMatch(raw.getBaseComponentType().getName()::startsWith));
    }
}
