package cognitobackup.stacks;

import cognitobackup.stacks.Keepsake.Identity;
import cognitobackup.stacks.PretendAws.Registration;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import com.pulumi.test.PulumiTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The resources of a run of the program that an upgrade must not lose, and what an upgrade would do to them. */
final class Keepsakes {
    private Keepsakes() {}

    /** @param stack the role of the stack, which stands for its name; its Region is left out of all names, too */
    static List<Keepsake> of(String stack, String region, ProgramRun run) {
        return run.registrations().stream()
                .filter(registration -> Keepsake.TYPES.containsKey(registration.type()))
                .map(registration -> keepsake(stack, region, run, registration))
                .sorted(Comparator.comparing(Keepsake::toString))
                .toList();
    }

    private static Keepsake keepsake(String stack, String region, ProgramRun run, Registration registration) {
        var options = run.options(registration);
        var kept = new LinkedHashSet<String>();
        if (options.isProtect()) {
            kept.add("protect");
        }
        if (options.isRetainOnDelete()) {
            kept.add("retainOnDelete");
        }
        var fixed = new TreeMap<String, String>();
        for (var input : Keepsake.TYPES.get(registration.type())) {
            Optional.ofNullable(registration.inputs().get(input))
                    .ifPresent(value -> fixed.put(
                            input,
                            String.valueOf(value).replace(region, "<region>").replace("-" + stack + "-", "-<stack>-")));
        }
        var name = registration.name().replace(region, "<region>");
        var parent = options.getParent().map(Resource::pulumiResourceType).orElse("");
        var aliases = new ArrayList<Identity>();
        for (var alias : options.getAliases()) {
            aliases.add(identity(value(alias), registration.type(), name, parent, region));
        }
        // What is a part of something that was renamed is found by the old name of that.
        options.getParent()
                .map(component -> run.options(component.pulumiResourceType(), component.pulumiResourceName()))
                .ifPresent(ofParent -> ofParent.getAliases().stream()
                        .flatMap(alias -> value(alias).getType().map(Keepsakes::value).stream())
                        .forEach(type -> aliases.add(new Identity(registration.type(), name, type))));
        return new Keepsake(stack, registration.type(), name, parent, kept, fixed, aliases);
    }

    private static Identity identity(Alias alias, String type, String name, String parent, String region) {
        return new Identity(
                alias.getType().map(Keepsakes::value).orElse(type),
                alias.getName().map(Keepsakes::value).orElse(name).replace(region, "<region>"),
                alias.getParent().map(Resource::pulumiResourceType).orElse(parent));
    }

    private static <T> T value(Output<T> output) {
        try {
            return PulumiTest.extractValueAsync(output).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("An alias has no value.", e);
        }
    }

    /** What an upgrade from one release to another would lose; nothing of what is new. */
    static List<String> lost(List<Keepsake> before, List<Keepsake> after) {
        return before.stream().flatMap(keepsake -> lost(keepsake, after)).toList();
    }

    private static Stream<String> lost(Keepsake before, List<Keepsake> after) {
        var found = after.stream()
                .filter(keepsake -> keepsake.stack().equals(before.stack()) && keepsake.isKnownAs(before.identity()))
                .findFirst();
        if (found.isEmpty()) {
            return Stream.of(before.stack() + ": " + before.identity()
                    + " is not registered any more, so that it would be deleted. If it has another name, type or parent"
                    + " now, give it an alias of the old one.");
        }
        var now = found.get();
        return Stream.concat(
                before.kept().stream()
                        .filter(option -> !now.kept().contains(option))
                        .map(option -> before.stack() + ": " + before.identity() + " has lost its " + option + "."),
                before.fixed().equals(now.fixed())
                        ? Stream.empty()
                        : Stream.of(before.stack() + ": " + before.identity() + " would be replaced: " + before.fixed()
                                + " became " + now.fixed() + "."));
    }
}
