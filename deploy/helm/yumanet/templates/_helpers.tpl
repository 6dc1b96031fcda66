{{/* What an instance is: its service's values, and over them its own. Called with (list $ NAME). */}}
{{- define "yumanet.instance" -}}
{{- $root := index . 0 -}}
{{- $own := get $root.Values.instances (index . 1) -}}
{{- $shared := get $root.Values.services $own.service -}}
{{- mergeOverwrite (deepCopy $shared) (deepCopy $own) | toJson -}}
{{- end -}}

{{- define "yumanet.name" -}}
{{- printf "%s-%s" (index . 0).Release.Name (index . 1) | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "yumanet.serviceAccount" -}}
{{- .Values.serviceAccount.name | default .Release.Name -}}
{{- end -}}

{{/* Labels that never change: what selectors go by. */}}
{{- define "yumanet.selector" -}}
app.kubernetes.io/part-of: yumanet
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "yumanet.labels" -}}
{{ include "yumanet.selector" . }}
app.kubernetes.io/name: {{ (get (index . 0).Values.instances (index . 1)).service }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end -}}

{{/* hotkeyUri of a validator: YUMANET_VALIDATOR_HOTKEY_URI */}}
{{- define "yumanet.variable" -}}
{{- printf "YUMANET_%s_%s" (index . 0 | upper) (index . 1 | snakecase | upper) -}}
{{- end -}}

{{/* Settings as variables: they go before what the image sets. Called with (list $ INSTANCE). */}}
{{- define "yumanet.settings" -}}
{{- $root := index . 0 -}}
{{- $instance := index . 1 -}}
{{- $settings := deepCopy $instance.settings -}}
{{- if $instance.tls -}}
{{- $_ := set $settings "tlsCaFile" "/run/yumanet/tls/ca.crt" -}}
{{- $_ := set $settings "tlsCertFile" "/run/yumanet/tls/tls.crt" -}}
{{- $_ := set $settings "tlsKeyFile" "/run/yumanet/tls/tls.key" -}}
{{- end -}}
{{- range $key, $value := $settings }}
{{ include "yumanet.variable" (list $instance.service $key) }}: {{ tpl (kindIs "slice" $value | ternary (join "," $value) (toString $value)) $root | quote }}
{{- end }}
{{- end -}}
