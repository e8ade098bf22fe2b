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

mv root.pem main-root.pem
# Lists of revoked certificates: one of the root's, one of an authority's that has taken back `revoked` and not `listed`.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 $days -subj '/CN=Root with lists' -keyout root.key \
  -out root.pem -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null
openssl req -new -newkey rsa:2048 -nodes -subj '/CN=Authority with lists' -keyout authority.key -out authority.csr 2>/dev/null
printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash' > authority.ext
openssl x509 -req -in authority.csr -CA root.pem -CAkey root.key -CAcreateserial -sha256 $days \
  -extfile authority.ext -out authority.pem 2>/dev/null
sign listed 'ec -pkeyopt ec_paramgen_curve:P-256' '-md sha256'
sign revoked 'ec -pkeyopt ec_paramgen_curve:P-256' '-md sha256'
printf '[ca]\ndefault_ca=own\n[own]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=36500\ncrl_extensions=ext\n[ext]\nauthorityKeyIdentifier=keyid\n' > ca.conf
list() { # name of the authority, certificates that it takes back
  : > index; echo 01 > number
  for one in $2; do openssl ca -config ca.conf -cert "$1.pem" -keyfile "$1.key" -revoke "$one" -crl_reason keyCompromise 2>/dev/null; done
  openssl ca -config ca.conf -cert "$1.pem" -keyfile "$1.key" -gencrl -out "$1.crl" 2>/dev/null
}
list root ''
list authority revoked.crt
cat root.pem root.crl authority.crl > lists.pem
mv main-root.pem root.pem
rm -f -- *.key *.csr *.ext *.srl *.crt *.crl ca.conf index* number* authority.pem statement
