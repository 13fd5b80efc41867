package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvLineTest {
    @Test
    void whatSeparatesIsQuoted() {
        assertThat(CsvLine.of("a", "b,c", "d\"e", "f\ng")).isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
    }

    @Test
    void noValueIsAFormula() {
        assertThat(CsvLine.of("=1", "+x", "-1", "@a", "\tb")).isEqualTo("'=1,'+x,'-1,'@a,'\tb\r\n");
        assertThat(CsvLine.of("=1,2")).isEqualTo("\"'=1,2\"\r\n");
    }

    @Test
    void aPhoneNumberStaysAsItIs() {
        assertThat(CsvLine.of("+4930123456")).isEqualTo("+4930123456\r\n");
    }
}
