package cognitobackup.deployer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is there of a stack, in the order in which it was created, as Pulumi's state has it. */
final class StackState {
    record Resource(Registration registration, Outputs outputs) {}

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final List<Resource> replaced = new ArrayList<>();

    /** The resource of the same type and name. */
    synchronized Optional<Resource> find(Registration registration) {
        return Optional.ofNullable(resources.get(registration.toString()));
    }

    synchronized void put(Registration registration, Outputs outputs) {
        resources.put(registration.toString(), new Resource(registration, outputs));
    }

    /** Another one has taken its place; it is deleted when everything else is done. */
    synchronized void replaced(Resource resource) {
        replaced.add(resource);
    }

    /** Takes out what is not registered any more and what was replaced, in the order in which it has to be deleted. */
    synchronized List<Resource> takeUnregistered(List<Registration> registered) {
        Set<String> wanted = registered.stream().map(Registration::toString).collect(Collectors.toSet());
        List<Resource> gone = new ArrayList<>(replaced);
        replaced.clear();
        List<Resource> latestFirst = new ArrayList<>();
        resources.forEach((name, resource) -> {
            if (!wanted.contains(name)) {
                latestFirst.add(0, resource);
            }
        });
        resources.keySet().retainAll(wanted);
        gone.addAll(latestFirst);
        return gone;
    }
}
