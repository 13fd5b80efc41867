package cognitobackup.deployer;

import com.pulumi.asset.AssetOrArchive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource that the program has registered.
 *
 * @param type such as {@code aws:sqs/queue:Queue}
 * @param name its logical name
 * @param inputs as Pulumi hands them to a provider: every number is a Double, archives are objects
 * @param region where its provider creates it
 * @param isProtected whether Pulumi refuses to delete it
 * @param retained whether it stays when Pulumi deletes or replaces it
 */
public record Registration(
        String type, String name, Map<String, Object> inputs, String region, boolean isProtected, boolean retained) {
    /** Whether it is a part of the program that only groups other resources. */
    boolean isComponent() {
        return type.startsWith("cognito-backup:");
    }

    /** The inputs as JSON has them: whole numbers without a fraction, an archive as {@code {"path"}}. */
    Object plainInputs() {
        return plain(inputs);
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Registration::plain).toList();
        }
        if (value instanceof AssetOrArchive asset) {
            AssetOrArchive.AssetOrArchiveInternal inside = AssetOrArchive.AssetOrArchiveInternal.from(asset);
            return Map.of(inside.getPropName(), plain(inside.getValue()));
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return number.longValue();
        }
        return value;
    }

    @Override
    public String toString() {
        return type + " " + name;
    }
}
