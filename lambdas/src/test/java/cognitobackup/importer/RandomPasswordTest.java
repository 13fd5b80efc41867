package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomPasswordTest {
    @ParameterizedTest
    @ValueSource(ints = {6, 32, 99})
    void everyPasswordMeetsTheStrictestPolicyAndNoTwoAreAlike(int minimumLength) {
        Set<String> passwords = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String password = RandomPassword.of(minimumLength);
            assertThat(password)
                    .hasSizeBetween(Math.max(32, minimumLength), 99)
                    .matches(".*[a-z].*")
                    .matches(".*[A-Z].*")
                    .matches(".*[0-9].*")
                    .matches(".*[^a-zA-Z0-9].*")
                    .matches("\\S+");
            passwords.add(password);
        }
        assertThat(passwords).hasSize(200);
    }
}
