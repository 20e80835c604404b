package io.enrollment.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** A class uses only its own package and the packages on lower floors. */
final class UsesLowerFloors extends ArchCondition<JavaClass> {

    private final String root;
    private final List<String> floors;

    UsesLowerFloors(String root, List<String> floors) {
        super("use only lower floors of " + floors);
        this.root = root;
        this.floors = floors;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        item.getDirectDependenciesFromSelf().stream()
                .filter(this::goesUp)
                .forEach(up -> events.add(SimpleConditionEvent.violated(up, up.getDescription())));
    }

    private boolean goesUp(Dependency dependency) {
        return isOurs(dependency.getTargetClass())
                && floor(dependency.getTargetClass()) > floor(dependency.getOriginClass());
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(root + ".");
    }

    private int floor(JavaClass type) {
        String below = type.getPackageName().substring(root.length() + 1);
        return floors.indexOf(below.contains(".") ? below.substring(0, below.indexOf('.')) : below);
    }
}
