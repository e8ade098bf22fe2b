#!/bin/sh
# How the files beside this one were made: OpenSSL's opinion of what a signature is. Run in an empty
# directory; the keys are thrown away.
set -eu

printf 'Otklik sign-in at https://otklik.example, challenge AAAA' > statement
days='-days 36500'
person='/SN=Иванова/GN=Анна Петровна/CN=Иванова Анна Петровна/1.2.643.100.3=11223344595/1.2.643.3.131.1.1=500100732259'

openssl req -x509 -newkey rsa:3072 -nodes -sha256 $days -subj '/CN=Test root' -keyout root.key -out root.pem \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null

openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -subj '/CN=Test authority' \
  -keyout authority.key -out authority.csr 2>/dev/null
printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash' > authority.ext
openssl x509 -req -in authority.csr -CA root.pem -CAkey root.key -CAcreateserial -sha384 $days \
  -extfile authority.ext -out authority.pem 2>/dev/null

printf 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=clientAuth,emailProtection\nsubjectKeyIdentifier=hash' > person.ext

sign() { # name, options of the key, options of the signature
  openssl req -new -newkey $2 -nodes -utf8 -subj "$person" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -sha256 $days \
    -extfile person.ext -out "$1.crt" 2>/dev/null
  openssl cms -sign -binary -in statement -signer "$1.crt" -inkey "$1.key" -certfile authority.pem \
    -outform DER -out "$1.p7s" $3
}

sign rsa 'rsa:2048' '-md sha256'
sign rsa-sha512 'rsa:2048' '-md sha512'
sign pss 'rsa:2048' '-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32'
sign p256 'ec -pkeyopt ec_paramgen_curve:P-256' '-md sha256'
sign p384 'ec -pkeyopt ec_paramgen_curve:P-384' '-md sha384 -keyid'
sign attached 'ec -pkeyopt ec_paramgen_curve:P-256' '-md sha256 -nodetach'
sign streamed 'ec -pkeyopt ec_paramgen_curve:P-256' '-md sha256 -nodetach -stream'
sign plain 'rsa:2048' '-md sha256 -noattr'
sign sha1 'rsa:2048' '-md sha1'
sign weak 'rsa:1024' '-md sha256'
openssl cms -cmsout -inform DER -in p256.p7s -outform PEM -out pem.p7s
rm -f -- *.key *.csr *.ext *.srl *.crt authority.pem statement
