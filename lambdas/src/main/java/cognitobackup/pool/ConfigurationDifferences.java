package cognitobackup.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The diff of the configurations of two pools, of which one is to stand in for the other. Left out is what two pools
 * cannot have in common: ids, the pools' names, Region and account within an ARN, the name of a domain. Of secrets
 * nothing is said, since none is captured.
 */
public final class ConfigurationDifferences {
    /** Longer values, such as a provider's certificate, are cut: they are to be found by this, not copied from it. */
    static final int LONGEST_VALUE = 300;

    /** What the API says of a part beside what was configured, by part, and of every part under {@code *}. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "*", Set.of("Id", "Arn", "UserPoolId", "ClientId"),
            // The last three are parts of their own.
            "pool", Set.of("Name", "Domain", "CustomDomain", "MfaConfiguration"),
            "domain", Set.of("Domain", "AWSAccountId", "S3Bucket", "Version"));

    /** By what the elements of a list are told apart, where all of them have it. */
    private static final List<String> NAMES = List.of("Name", "ScopeName");

    private static final String THERE = "there";

    private static final Pattern ARN = Pattern.compile("arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)", Pattern.DOTALL);

    private ConfigurationDifferences() {}

    /** In the order of parts, names and members. */
    public static List<ConfigurationDifference> between(
            List<ConfigurationPart> source, List<ConfigurationPart> target) {
        SortedMap<Key, Part> wanted = byKey(source);
        SortedMap<Key, Part> found = byKey(target);
        Set<Key> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        List<ConfigurationDifference> differences = new ArrayList<>();
        for (Key key : keys) {
            if (wanted.containsKey(key) && found.containsKey(key)) {
                addMembers(
                        differences,
                        key,
                        wanted.get(key).members(),
                        found.get(key).members());
            } else {
                differences.add(new ConfigurationDifference(
                        key.part(),
                        key.name(),
                        "",
                        Optional.ofNullable(wanted.get(key)).map(Part::called),
                        Optional.ofNullable(found.get(key)).map(Part::called)));
            }
        }
        return Collections.unmodifiableList(differences);
    }

    /** @param number tells parts of one name apart, as app clients may be */
    private record Key(String part, String name, int number) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::part).thenComparing(Key::name).thenComparing(Key::number);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param called what it is called in its own pool */
    private record Part(String called, SortedMap<String, String> members) {}

    private static SortedMap<Key, Part> byKey(List<ConfigurationPart> parts) {
        Map<String, Integer> numbers = new HashMap<>();
        SortedMap<Key, Part> byKey = new TreeMap<>();
        for (ConfigurationPart part : parts) {
            Map<String, Object> json = object(part.json());
            String name = commonName(part, json);
            int number = numbers.merge(part.part() + '\n' + name, 1, Integer::sum);
            SortedMap<String, String> members = new TreeMap<>();
            json.keySet().removeAll(LEFT_OUT.get("*"));
            json.keySet().removeAll(LEFT_OUT.getOrDefault(part.part(), Set.of()));
            json.forEach((member, value) -> add(members, member, value));
            byKey.put(new Key(part.part(), name, number), new Part(part.name(), members));
        }
        return byKey;
    }

    private static SortedMap<String, Object> object(String json) {
        SortedMap<String, Object> members = new TreeMap<>();
        CanonicalJson.parse(json)
                .ifPresent(value -> ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, member)));
        return members;
    }

    /** What a part and its counterpart in another pool are both called. */
    private static String commonName(ConfigurationPart part, Map<String, Object> json) {
        return switch (part.part()) {
            case "pool", "mfa" -> "";
            case "client" -> json.get("ClientName") instanceof String name ? name : part.name();
            // A domain belongs to one pool at a time: two pools can have but domains of the same kind.
            case "domain" -> json.containsKey("CustomDomainConfig") ? "custom domain" : "prefix domain";
            default -> part.name();
        };
    }

    private static void addMembers(
            List<ConfigurationDifference> differences,
            Key key,
            SortedMap<String, String> source,
            SortedMap<String, String> target) {
        Set<String> members = new TreeSet<>(source.keySet());
        members.addAll(target.keySet());
        Optional<String> elementOfOne = Optional.empty();
        for (String member : members) {
            if (elementOfOne.filter(element -> member.startsWith(element + ".")).isPresent()) {
                // All of an element that only one pool has would be said member by member.
                continue;
            }
            Optional<String> wanted = Optional.ofNullable(source.get(member));
            Optional<String> found = Optional.ofNullable(target.get(member));
            if (!wanted.map(ConfigurationDifferences::anywhere).equals(found.map(ConfigurationDifferences::anywhere))) {
                differences.add(new ConfigurationDifference(
                        key.part(),
                        key.name(),
                        member,
                        wanted.map(ConfigurationDifferences::cut),
                        found.map(ConfigurationDifferences::cut)));
                elementOfOne = member.endsWith("]") ? Optional.of(member) : elementOfOne;
            }
        }
    }

    /** A function or a role of the same name in another Region or account is its counterpart there. */
    private static String anywhere(String value) {
        Matcher arn = ARN.matcher(value);
        return arn.matches() ? "arn of " + arn.group(1) + " " + arn.group(2) : value;
    }

    private static void add(SortedMap<String, String> members, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> add(members, path + "." + name, member));
        } else if (value instanceof List<?> list) {
            Optional<String> name = nameOfElements(list);
            if (name.isEmpty()) {
                members.put(path, text(list));
            } else {
                list.forEach(element -> addElement(members, path, (Map<?, ?>) element, name.get()));
            }
        } else {
            members.put(path, text(value));
        }
    }

    private static void addElement(SortedMap<String, String> members, String path, Map<?, ?> element, String name) {
        String at = path + "[" + element.get(name) + "]";
        // That it is there is something by itself, whatever else is said of it.
        members.put(at, THERE);
        element.forEach((member, value) -> {
            if (!member.equals(name)) {
                add(members, at + "." + member, value);
            }
        });
    }

    private static Optional<String> nameOfElements(List<?> list) {
        return NAMES.stream()
                .filter(name -> !list.isEmpty() && list.stream().allMatch(each -> nameOf(each, name) != null))
                .filter(name ->
                        list.stream().map(each -> nameOf(each, name)).distinct().count() == list.size())
                .findFirst();
    }

    private static Object nameOf(Object element, String member) {
        return element instanceof Map<?, ?> map && map.get(member) instanceof String name ? name : null;
    }

    private static String text(Object value) {
        if (value instanceof String string) {
            return string;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(Objects::toString).sorted().collect(Collectors.joining(", "));
        }
        return CanonicalJson.text(value);
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST_VALUE) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return value.substring(0, end) + "…";
    }
}
