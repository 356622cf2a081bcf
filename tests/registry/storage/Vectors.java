// The known answers in vectors.json, made by other means than ours: Java's own cryptography and
// nothing of this house. Run `java Vectors.java > vectors.json`; it says the same each time.

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public class Vectors {
  static final Map<String, String> TOLD = new LinkedHashMap<>();
  static final String CHILD = "child:11111111-1111-4111-8111-111111111111";
  static final String CLAIM = "claim:22222222-2222-4222-8222-222222222222";
  static final String OWNER = "opinion:33333333-3333-4333-8333-333333333333";
  static final String PHOTO = "photo:44444444-4444-4444-8444-444444444444";

  public static void main(String[] arguments) throws Exception {
    byte[] root1 = bytes(0x10, 32), root2 = bytes(0x50, 32);
    byte[] ofChild = bytes(0x90, 32), ofClaim = bytes(0xB0, 32), nonce = bytes(0xE0, 12);

    tell("root_1", root1);
    tell("root_2", root2);
    tell("data_key_of_child", ofChild);
    tell("data_key_of_claim", ofClaim);
    tell("nonce", nonce);

    for (String compartment : "identity contact narrative sensitive health location withheld safety traits evidence notes message".split(" "))
      tell("derived_" + compartment, derive(compartment, ofChild));
    tell("derived_notes_under_both", derive("notes", ofChild, ofClaim));
    tell("derived_photo", derive("photo:" + PHOTO, ofChild));

    String group = "{\"names\":[\"Ідріс\"]}";
    TOLD.put("group", group.replace("\"", "\\\""));
    byte[] padded = utf8(group + " ".repeat(256 - utf8(group).length));
    tell("sealed_under_one", seal(derive("identity", ofChild), nonce, padded,
        "kinfold/registry/sealed_values/" + CHILD + "/identity/" + CHILD + "/"));
    tell("sealed_under_both", seal(derive("notes", ofChild, ofClaim), nonce, padded,
        "kinfold/registry/sealed_values/" + OWNER + "/notes/" + CHILD + "/" + CLAIM));
    byte[] ofPhoto = derive("photo:" + PHOTO, ofChild);
    String place = "kinfold/photos/" + CHILD + "/" + PHOTO + "/small";
    tell("sealed_photo_in_form_1", seal(1, ofPhoto, nonce, utf8("pixels"), place));
    byte[] lengthened = join(new byte[] {0, 0, 0, 6}, utf8("pixels"), new byte[16 * 1024 - 10]);
    byte[] photo = seal(2, ofPhoto, nonce, lengthened, place);
    tell("sealed_photo_begins", Arrays.copyOf(photo, 64));
    tell("sealed_photo_sha256", MessageDigest.getInstance("SHA-256").digest(photo));

    tell("wrapped_in_form_1", join(nonce, gcm(root1, nonce, ofChild, utf8("kinfold/data_keys/" + CHILD))));
    tell("wrapped_by_1", wrap(1, root1, nonce, ofChild, "data_keys/" + CHILD));
    tell("wrapped_by_2", wrap(2, root2, nonce, ofChild, "data_keys/" + CHILD));
    tell("wrapped_purpose", wrap(2, root2, nonce, ofClaim, "purpose_keys/email"));
    tell("check_of_1", hmac(root1, utf8("kinfold root key check 1")));
    tell("check_of_2", hmac(root2, utf8("kinfold root key check 1")));

    tell("looked_up", hmac(ofClaim, utf8("amina@example.org")));
    sign(ofChild);

    StringBuilder text = new StringBuilder("{\n");
    TOLD.forEach((name, value) -> text.append("  \"" + name + "\": \"" + value + "\",\n"));
    text.setLength(text.length() - 2);
    System.out.write(utf8(text + "\n}\n"));
    System.out.flush();
  }

  static byte[] derive(String label, byte[]... keys) throws Exception {
    byte[] extracted = hmac(new byte[32], join(keys));  // RFC 5869: no salt is 32 zeros
    return hmac(extracted, join(utf8("kinfold/" + label), new byte[] {1}));
  }

  static byte[] seal(byte[] key, byte[] nonce, byte[] text, String place) throws Exception {
    return seal(1, key, nonce, text, place);
  }

  static byte[] seal(int form, byte[] key, byte[] nonce, byte[] text, String place) throws Exception {
    byte[] header = {(byte) form, 1, 1};
    return join(header, nonce, gcm(key, nonce, text, join(header, utf8(place))));
  }

  static byte[] wrap(int version, byte[] root, byte[] nonce, byte[] secret, String place) throws Exception {
    byte[] header = {2, 0, (byte) version};
    byte[] bound = join(header, utf8("kinfold/keys/" + place + "/" + version));
    return join(header, nonce, gcm(root, nonce, secret, bound));
  }

  static void sign(byte[] seed) throws Exception {
    var factory = KeyFactory.getInstance("Ed25519");
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    signature.update(utf8("kinfold"));
    tell("signed", signature.sign());
  }

  static byte[] gcm(byte[] key, byte[] nonce, byte[] text, byte[] bound) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(bound);
    return cipher.doFinal(text);
  }

  static byte[] hmac(byte[] key, byte[] text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  static byte[] bytes(int first, int count) {
    byte[] made = new byte[count];
    for (int at = 0; at < count; at++) made[at] = (byte) (first + at);
    return made;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) joined.writeBytes(part);
    return joined.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void tell(String name, byte[] value) {
    TOLD.put(name, HexFormat.of().formatHex(value));
  }
}
