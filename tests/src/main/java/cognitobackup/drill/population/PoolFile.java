package cognitobackup.drill.population;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a population from what the AWS CLI prints: {@code aws cognito-idp list-users}, and optionally beside its
 * {@code "Users"} the {@code "Groups"} of {@code list-groups}, the {@code "UserPool"} of {@code describe-user-pool},
 * and {@code "Memberships"} as a list of {@code {"GroupName", "Username"}}.
 */
public final class PoolFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> SECTIONS = Set.of("Users", "Groups", "Memberships", "UserPool");
    private static final List<String> STATUSES = List.of(
            "UNCONFIRMED",
            "CONFIRMED",
            "EXTERNAL_PROVIDER",
            "RESET_REQUIRED",
            "FORCE_CHANGE_PASSWORD",
            "ARCHIVED",
            "COMPROMISED",
            "UNKNOWN");

    private final Instant readAt;

    /** @param readAt the date of users and groups of which the file says none */
    public PoolFile(Instant readAt) {
        this.readAt = readAt;
    }

    /**
     * Reads a whole population.
     *
     * @throws PoolFileException when the file is not there or not what this class reads
     */
    public PoolDump read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new PoolFileException(file + ": not UTF-8, which a population file must be.");
        } catch (IOException e) {
            throw new PoolFileException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ").");
        } catch (PoolFileException e) {
            throw new PoolFileException(file + ": " + e.getMessage());
        }
    }

    /**
     * Reads a whole population from text.
     *
     * @throws PoolFileException when it is not what this class reads
     */
    public PoolDump parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new PoolFileException("not JSON, at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        }
        require(root.isObject(), "must be a JSON object with \"Users\", as aws cognito-idp list-users prints it.");
        require(
                !root.hasNonNull("NextToken") && !root.hasNonNull("PaginationToken"),
                "has a NextToken, so the listing goes on: list without --max-items.");
        root.fieldNames()
                .forEachRemaining(name -> require(
                        SECTIONS.contains(name) || name.equals("NextToken"),
                        "has \"" + name + "\"; allowed are \"Users\", \"Groups\", \"Memberships\" and \"UserPool\"."));
        require(root.path("Users").isArray(), "\"Users\" must be an array, as aws cognito-idp list-users prints it.");

        List<PoolUser> users = users(root.path("Users"));
        List<PoolGroup> groups = groups(array(root, "Groups"));
        List<PoolMembership> memberships = memberships(array(root, "Memberships"), users, groups);
        return new PoolDump(userPool(root.path("UserPool"), users), users, groups, memberships);
    }

    private List<PoolUser> users(JsonNode array) {
        List<PoolUser> users = new ArrayList<>();
        Set<String> usernames = new HashSet<>();
        Set<String> subs = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String at = "Users[" + i + "]";
            PoolUser user = user(array.get(i), at);
            require(usernames.add(user.username()), at + ": its Username is also that of a user before it.");
            require(subs.add(user.sub()), at + ": its sub is also that of a user before it.");
            users.add(user);
        }
        return users;
    }

    private PoolUser user(JsonNode json, String at) {
        String status = optionalText(json, "UserStatus", at).orElse("CONFIRMED");
        require(
                STATUSES.contains(status),
                at + ".UserStatus is \"" + status + "\"; allowed are " + String.join(", ", STATUSES) + ".");
        JsonNode enabled = json.path("Enabled");
        require(enabled.isMissingNode() || enabled.isBoolean(), at + ".Enabled must be true or false.");
        Instant created = date(json.path("UserCreateDate"), at + ".UserCreateDate");
        return new PoolUser(
                text(json, "Username", at),
                attributes(json.path("Attributes"), at + ".Attributes"),
                enabled.asBoolean(true),
                status,
                created,
                json.has("UserLastModifiedDate")
                        ? date(json.path("UserLastModifiedDate"), at + ".UserLastModifiedDate")
                        : created);
    }

    private static SortedMap<String, String> attributes(JsonNode array, String at) {
        require(array.isArray(), at + " must be an array of {\"Name\", \"Value\"}.");
        SortedMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < array.size(); i++) {
            String name = text(array.get(i), "Name", at + "[" + i + "]");
            JsonNode value = array.get(i).path("Value");
            require(value.isTextual(), at + "[" + i + "].Value must be a string.");
            require(
                    attributes.put(name, value.textValue()) == null,
                    at + "[" + i + "]: \"" + name + "\" is there twice.");
        }
        require(attributes.containsKey("sub"), at + " has no \"sub\", which every user of a pool has.");
        return attributes;
    }

    private List<PoolGroup> groups(JsonNode array) {
        List<PoolGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String at = "Groups[" + i + "]";
            JsonNode json = array.get(i);
            JsonNode precedence = json.path("Precedence");
            require(
                    precedence.isMissingNode()
                            || precedence.isNull()
                            || (precedence.canConvertToInt()
                                    && precedence.isIntegralNumber()
                                    && precedence.intValue() >= 0),
                    at + ".Precedence must be a whole number from 0 to 2147483647.");
            Instant created = date(json.path("CreationDate"), at + ".CreationDate");
            PoolGroup group = new PoolGroup(
                    text(json, "GroupName", at),
                    optionalText(json, "Description", at),
                    precedence.isIntegralNumber() ? Optional.of(precedence.intValue()) : Optional.empty(),
                    optionalText(json, "RoleArn", at),
                    created,
                    json.has("LastModifiedDate")
                            ? date(json.path("LastModifiedDate"), at + ".LastModifiedDate")
                            : created);
            require(names.add(group.name()), at + ": its GroupName is also that of a group before it.");
            groups.add(group);
        }
        return groups;
    }

    private static List<PoolMembership> memberships(JsonNode array, List<PoolUser> users, List<PoolGroup> groups) {
        Set<String> usernames = new HashSet<>();
        users.forEach(user -> usernames.add(user.username()));
        Set<String> groupNames = new HashSet<>();
        groups.forEach(group -> groupNames.add(group.name()));
        Set<PoolMembership> seen = new HashSet<>();
        List<PoolMembership> memberships = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String at = "Memberships[" + i + "]";
            PoolMembership membership =
                    new PoolMembership(text(array.get(i), "Username", at), text(array.get(i), "GroupName", at));
            require(
                    usernames.contains(membership.username()),
                    at + ".Username names nobody in \"Users\" (it must be the Username as listed there).");
            require(groupNames.contains(membership.groupName()), at + ".GroupName names no group in \"Groups\".");
            require(seen.add(membership), at + " is there twice.");
            memberships.add(membership);
        }
        return memberships;
    }

    /** Where the file does not describe the pool: users choose a username, and have the custom attributes they have. */
    private static ObjectNode userPool(JsonNode described, List<PoolUser> users) {
        if (!described.isMissingNode()) {
            require(described.isObject(), "\"UserPool\" must be an object, as describe-user-pool prints it.");
            return described.deepCopy();
        }
        Set<String> custom = new TreeSet<>();
        users.forEach(user -> user.attributes().keySet().stream()
                .filter(name -> name.startsWith("custom:"))
                .forEach(custom::add));
        return PoolDescription.withUsernames("drill", custom);
    }

    private static JsonNode array(JsonNode root, String name) {
        JsonNode array = root.path(name);
        require(array.isMissingNode() || array.isArray(), "\"" + name + "\" must be an array.");
        return array;
    }

    private static String text(JsonNode json, String name, String at) {
        return optionalText(json, name, at)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new PoolFileException(at + "." + name + " must be a string that is not empty."));
    }

    private static Optional<String> optionalText(JsonNode json, String name, String at) {
        JsonNode value = json.path(name);
        require(value.isMissingNode() || value.isNull() || value.isTextual(), at + "." + name + " must be a string.");
        return Optional.ofNullable(value.textValue());
    }

    /** The CLI prints dates as text with an offset (version 2) or as seconds since 1970 (version 1). */
    private Instant date(JsonNode json, String at) {
        if (json.isMissingNode() || json.isNull()) {
            return readAt;
        }
        if (json.isNumber()) {
            return Instant.ofEpochMilli(Math.round(json.doubleValue() * 1000));
        }
        try {
            return OffsetDateTime.parse(json.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new PoolFileException(
                    at + " must be a date such as 2026-11-21T23:22:05.120000+00:00, or seconds since 1970.");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new PoolFileException(message);
        }
    }
}
