package cognitobackup.drill.population;

import cognitobackup.local.cognito.UserMfa;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes populations as {@link PoolFile} reads them. */
public final class PoolFileWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PoolFileWriter() {}

    /**
     * A population as JSON.
     *
     * @throws IllegalArgumentException if it has second factors, which such files have not
     */
    public static String write(PoolDump population) {
        ObjectNode root = JSON.createObjectNode();
        root.set("UserPool", population.userPool());
        ArrayNode users = root.putArray("Users");
        population.users().forEach(user -> write(user, users.addObject()));
        ArrayNode groups = root.putArray("Groups");
        population.groups().forEach(group -> write(group, groups.addObject()));
        ArrayNode memberships = root.putArray("Memberships");
        population.memberships().forEach(membership -> memberships
                .addObject()
                .put("Username", membership.username())
                .put("GroupName", membership.groupName()));
        return root.toString();
    }

    private static void write(PoolUser user, ObjectNode json) {
        if (!user.mfa().equals(UserMfa.none())) {
            throw new IllegalArgumentException("Second factors have no place in a population file.");
        }
        json.put("Username", user.username())
                .put("Enabled", user.enabled())
                .put("UserStatus", user.status())
                .put("UserCreateDate", user.created().toString())
                .put("UserLastModifiedDate", user.lastModified().toString());
        ArrayNode attributes = json.putArray("Attributes");
        user.attributes()
                .forEach((name, value) ->
                        attributes.addObject().put("Name", name).put("Value", value));
    }

    private static void write(PoolGroup group, ObjectNode json) {
        json.put("GroupName", group.name())
                .put("CreationDate", group.created().toString())
                .put("LastModifiedDate", group.lastModified().toString());
        group.description().ifPresent(text -> json.put("Description", text));
        group.precedence().ifPresent(number -> json.put("Precedence", number));
        group.roleArn().ifPresent(arn -> json.put("RoleArn", arn));
    }
}
